// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.identity.CredentialRefusedException;
import dev.bora.srm.identity.GridTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One GSI delegation, seen from the server: a PKCS#10 request goes out, one DER certificate comes
 * back, signed by the client's own credential over the request's key.
 */
final class Delegation {

  /** A certificate takes 1 kB; one with attributes some more. */
  private static final int LONGEST_CERTIFICATE = 64 * 1024;

  private static final int DER_SEQUENCE = 0x30;

  private final KeyPair keys;
  private final ByteBuffer received = ByteBuffer.allocate(LONGEST_CERTIFICATE);

  Delegation(KeyPair keys) {
    this.keys = keys;
  }

  /** The request, DER. Clients ignore its subject. */
  byte[] request() throws IOException {
    try {
      return new JcaPKCS10CertificationRequestBuilder(
              new X500Name("CN=delegation"), keys.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new IOException("cannot sign a certification request: " + e.getMessage(), e);
    }
  }

  /**
   * Takes what came in.
   *
   * @return what stands behind the certificate; absent while that is incomplete
   * @throws CertificateException what comes is no certificate
   */
  @Nullable ByteBuffer take(ByteBuffer bytes) throws CertificateException {
    if (bytes.remaining() > received.remaining()) {
      throw new CertificateException("longer than a certificate can be");
    }
    received.put(bytes);
    int length = announcedLength();
    if (length > received.capacity()) {
      throw new CertificateException("announces a certificate of " + length + " bytes");
    }
    if (length < 0 || received.position() < length) {
      return null;
    }
    return received.duplicate().flip().position(length).slice();
  }

  /** Length of the whole DER element by its header; negative while the header is incomplete. */
  private int announcedLength() throws CertificateException {
    int available = received.position();
    if (available > 0 && received.get(0) != DER_SEQUENCE) {
      throw new CertificateException("not a DER certificate");
    }
    if (available < 2) {
      return -1;
    }
    int first = received.get(1) & 0xff;
    int more = first - 0x80;
    if (more < 0) {
      return 2 + first;
    }
    if (more < 1 || more > 3) {
      throw new CertificateException("not a DER certificate");
    }
    if (available < 2 + more) {
      return -1;
    }
    int length = 0;
    for (int i = 0; i < more; i++) {
      length = (length << 8) | (received.get(2 + i) & 0xff);
    }
    return 2 + more + length;
  }

  /**
   * Checks the complete certificate: over our key, and valid on top of the peer's chain.
   *
   * @throws CertificateException it is not
   */
  X509Certificate verify(GridTrust trust, X509Certificate[] peer) throws CertificateException {
    int length = announcedLength();
    X509Certificate delegated =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(received.array(), 0, length));
    if (!delegated.getPublicKey().equals(keys.getPublic())) {
      throw new CertificateException("the certificate is over another key than the requested one");
    }
    X509Certificate[] chain = new X509Certificate[peer.length + 1];
    chain[0] = delegated;
    System.arraycopy(peer, 0, chain, 1, peer.length);
    try {
      trust.validate(chain);
    } catch (CredentialRefusedException e) {
      throw new CertificateException(e.reason(), e);
    }
    return delegated;
  }
}
