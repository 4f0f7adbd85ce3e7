// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.pki.PemCredential;
import eu.emi.security.authn.x509.proxy.ProxyCertificate;
import eu.emi.security.authn.x509.proxy.ProxyCertificateOptions;
import eu.emi.security.authn.x509.proxy.ProxyGenerator;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x509.AttributeCertificate;
import org.italiangrid.voms.ac.impl.LeafACLookupStrategy;

/** Puts the attribute certificate of one user's proxy into a proxy of another. */
final class StolenAttributes {

  private StolenAttributes() {}

  static PemCredential graft(X509Certificate from, PemCredential thief) throws Exception {
    List<AttributeCertificate> attributes =
        new LeafACLookupStrategy()
            .lookupVOMSAttributeCertificates(new X509Certificate[] {from})
            .getFirst()
            .getACs();
    ProxyCertificateOptions options =
        new ProxyCertificateOptions(thief.chain().toArray(X509Certificate[]::new));
    options.setLifetime(3600);
    options.setAttributeCertificates(attributes.toArray(AttributeCertificate[]::new));
    ProxyCertificate proxy = ProxyGenerator.generate(options, thief.key());
    return new PemCredential(proxy.getPrivateKey(), List.of(proxy.getCertificateChain()));
  }
}
