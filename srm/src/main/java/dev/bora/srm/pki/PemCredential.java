// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * A private key and its certificate chain, leaf first.
 *
 * @param key RSA or EC
 * @param chain at least one certificate; the first is that of the key
 */
public record PemCredential(PrivateKey key, List<X509Certificate> chain) {

  private static final byte[] CHALLENGE =
      "does this key belong to this certificate?"
          .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  /** Copies the chain. */
  public PemCredential {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a credential needs a certificate");
    }
  }

  /**
   * Reads a certificate chain and a private key (PKCS#1, SEC1 or PKCS#8, unencrypted) from PEM
   * files. The key file may not be readable by anyone but its owner.
   *
   * @throws IOException a file is missing or cannot be read
   * @throws CertificateException what is in the files is no credential; the message names the file
   *     and the reason
   */
  public static PemCredential read(Path certificateFile, Path keyFile)
      throws IOException, CertificateException {
    List<X509Certificate> chain = PemFiles.certificates(certificateFile);
    PrivateKey key = PemFiles.privateKey(keyFile);
    if (!belongTogether(chain.getFirst(), key)) {
      throw new CertificateException(
          "%s is not the private key of the certificate in %s".formatted(keyFile, certificateFile));
    }
    return new PemCredential(key, chain);
  }

  /**
   * Reads a proxy: certificate, key and chain in one file of mode 0600, as X509_USER_PROXY names
   * it.
   *
   * @throws IOException as {@link #read}
   * @throws CertificateException as {@link #read}
   */
  public static PemCredential readProxy(Path file) throws IOException, CertificateException {
    return read(file, file);
  }

  /** The certificate of the key. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** When the first of the chain's certificates expires. */
  public Instant expires() {
    return chain.stream()
        .map(X509Certificate::getNotAfter)
        .min(Date::compareTo)
        .orElseThrow()
        .toInstant();
  }

  /**
   * Checks the validity period of every certificate of the chain.
   *
   * @throws CertificateException the first that is not valid, by subject
   */
  public void requireValidAt(Instant when) throws CertificateException {
    for (X509Certificate link : chain) {
      String subject = link.getSubjectX500Principal().getName();
      try {
        link.checkValidity(Date.from(when));
      } catch (CertificateExpiredException e) {
        throw new CertificateException(
            "the certificate of %s expired at %s"
                .formatted(subject, link.getNotAfter().toInstant()),
            e);
      } catch (CertificateNotYetValidException e) {
        throw new CertificateException(
            "the certificate of %s is not valid before %s"
                .formatted(subject, link.getNotBefore().toInstant()),
            e);
      }
    }
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key)
      throws CertificateException {
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    try {
      Signature signature =
          Signature.getInstance("SHA256with" + ("EC".equals(key.getAlgorithm()) ? "ECDSA" : "RSA"));
      signature.initSign(key);
      signature.update(CHALLENGE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(CHALLENGE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the private key cannot be used: " + e.getMessage(), e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "PemCredential[" + certificate().getSubjectX500Principal().getName() + "]";
  }
}
