// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority with RSA 2048 and SHA-256: issues certificates and revocation lists. */
record Authority(PemCredential credential) {

  private static final String SIGNATURE = "SHA256withRSA";
  private static final int KEY_BITS = 2048;
  private static final SecureRandom RANDOM = new SecureRandom();

  static Authority create(X500Name subject, Instant notBefore, Instant notAfter)
      throws GeneralSecurityException, IOException {
    KeyPair keys = newKeys();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            newSerial(),
            Date.from(notBefore),
            Date.from(notAfter),
            subject,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    JcaX509ExtensionUtils utilities = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        utilities.createSubjectKeyIdentifier(keys.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        utilities.createAuthorityKeyIdentifier(keys.getPublic()));
    X509Certificate certificate = sign(builder, keys.getPrivate());
    return new Authority(new PemCredential(keys.getPrivate(), java.util.List.of(certificate)));
  }

  static Authority read(Path certificateFile, Path keyFile)
      throws IOException, CertificateException {
    return new Authority(PemCredential.read(certificateFile, keyFile));
  }

  static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS);
    return generator.generateKeyPair();
  }

  X509Certificate certificate() {
    return credential.certificate();
  }

  /**
   * Issues an end-entity certificate: for a host when it has alternative names, else for a person.
   */
  X509Certificate issue(
      X500Name subject,
      PublicKey key,
      Instant notBefore,
      Instant notAfter,
      @Nullable GeneralNames alternativeNames)
      throws GeneralSecurityException, IOException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            certificate(),
            newSerial(),
            Date.from(notBefore),
            Date.from(notAfter),
            toPrincipal(subject),
            key);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            alternativeNames == null
                ? new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth}
                : new KeyPurposeId[] {
                  KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                }));
    JcaX509ExtensionUtils utilities = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, utilities.createSubjectKeyIdentifier(key));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        utilities.createAuthorityKeyIdentifier(certificate().getPublicKey()));
    if (alternativeNames != null) {
      builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames);
    }
    return sign(builder, credential.key());
  }

  /** A new revocation list: all entries of the previous one, and one more. */
  X509CRLHolder revocationList(
      @Nullable X509CRLHolder previous, @Nullable BigInteger revoked, Duration lifetime)
      throws GeneralSecurityException, IOException {
    Instant now = Instant.now();
    X509v2CRLBuilder builder =
        new X509v2CRLBuilder(
            X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
            Date.from(now.minus(Duration.ofMinutes(5))));
    builder.setNextUpdate(Date.from(now.plus(lifetime)));
    if (previous != null) {
      builder.addCRL(previous);
    }
    if (revoked != null) {
      builder.addCRLEntry(revoked, Date.from(now), CRLReason.keyCompromise);
    }
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate().getPublicKey()));
    builder.addExtension(
        Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
    return builder.build(signer(credential.key()));
  }

  private static javax.security.auth.x500.X500Principal toPrincipal(X500Name name)
      throws IOException {
    return new javax.security.auth.x500.X500Principal(name.getEncoded());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer(key)));
  }

  private static ContentSigner signer(PrivateKey key) throws GeneralSecurityException {
    try {
      return new JcaContentSignerBuilder(SIGNATURE).build(key);
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(SIGNATURE + " is not available: " + e.getMessage(), e);
    }
  }

  private static BigInteger newSerial() {
    return new BigInteger(64, RANDOM).setBit(64);
  }
}
