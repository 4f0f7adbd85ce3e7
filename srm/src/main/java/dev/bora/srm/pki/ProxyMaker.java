// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import eu.emi.security.authn.x509.impl.KeyAndCertCredential;
import eu.emi.security.authn.x509.proxy.ProxyCertificate;
import eu.emi.security.authn.x509.proxy.ProxyCertificateOptions;
import eu.emi.security.authn.x509.proxy.ProxyGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.AttributeCertificate;
import org.italiangrid.voms.asn1.VOMSACGenerator;

/** Makes proxies, each from the one before. */
final class ProxyMaker {

  private ProxyMaker() {}

  static PemCredential make(PemCredential user, ProxyOptions options)
      throws GeneralSecurityException, IOException {
    PemCredential current = user;
    for (int step = 0; step < options.depth(); step++) {
      List<AttributeCertificate> attributes =
          step == 0 ? attributeCertificates(user.certificate(), options) : List.of();
      current = next(current, options, attributes);
    }
    return current;
  }

  private static PemCredential next(
      PemCredential issuer, ProxyOptions options, List<AttributeCertificate> attributes)
      throws GeneralSecurityException, IOException {
    X509Certificate[] chain = issuer.chain().toArray(X509Certificate[]::new);
    KeyPair keys = Authority.newKeys();
    ProxyCertificateOptions request = new DatedProxyOptions(chain, Date.from(options.notBefore()));
    request.setType(options.kind().type());
    request.setLimited(options.limited());
    request.setValidityBounds(Date.from(options.notBefore()), Date.from(options.notAfter()));
    request.setPublicKey(keys.getPublic());
    if (!attributes.isEmpty()) {
      request.setAttributeCertificates(attributes.toArray(AttributeCertificate[]::new));
    }
    ProxyCertificate proxy = ProxyGenerator.generate(request, issuer.key());
    return new PemCredential(keys.getPrivate(), List.of(proxy.getCertificateChain()));
  }

  /** canl 2.8.3 takes the start of validity, and lets it begin now all the same. */
  private static final class DatedProxyOptions extends ProxyCertificateOptions {

    private final Date notBefore;

    DatedProxyOptions(X509Certificate[] chain, Date notBefore) {
      super(chain);
      this.notBefore = notBefore;
    }

    @Override
    public Date getNotBefore() {
      return notBefore;
    }
  }

  private static List<AttributeCertificate> attributeCertificates(
      X509Certificate holder, ProxyOptions options) throws GeneralSecurityException {
    List<AttributeCertificate> certificates = new ArrayList<>();
    for (VomsAttributes attributes : options.attributes()) {
      certificates.add(attributeCertificate(holder, attributes));
    }
    return certificates;
  }

  private static AttributeCertificate attributeCertificate(
      X509Certificate holder, VomsAttributes attributes) throws GeneralSecurityException {
    PemCredential signer = attributes.signer();
    try {
      VOMSACGenerator generator =
          new VOMSACGenerator(
              new KeyAndCertCredential(
                  signer.key(), signer.chain().toArray(X509Certificate[]::new)));
      return generator
          .generateVOMSAttributeCertificate(
              attributes.fqans(),
              List.of(),
              List.of(),
              holder,
              BigInteger.valueOf(System.nanoTime()).abs(),
              Date.from(attributes.notBefore()),
              Date.from(attributes.notAfter()),
              attributes.vo(),
              attributes.host(),
              15000)
          .toASN1Structure();
    } catch (KeyStoreException e) {
      throw new GeneralSecurityException(
          "the VOMS server's credential is unusable: " + e.getMessage(), e);
    }
  }
}
