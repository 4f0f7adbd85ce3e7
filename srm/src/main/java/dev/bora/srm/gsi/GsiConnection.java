// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.identity.GridTrust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies between TLS and HTTP: reads the first decrypted byte and decides.
 *
 * <ul>
 *   <li>{@code 0}: GSI without delegation; HTTP follows;
 *   <li>{@code D}: GSI with delegation; the exchange is done, the credential dropped, as nothing
 *       uses it; HTTP follows. (So a method that begins with D cannot be used over plain https: no
 *       SRM client has one.)
 *   <li>another capital letter: plain https, and this is its first byte;
 *   <li>anything else: closed.
 * </ul>
 *
 * A connection that has not come so far within the negotiation timeout, handshake included, is
 * closed by the {@link QuietTlsConnection} below.
 */
final class GsiConnection extends AbstractConnection {

  private static final Logger LOG = LoggerFactory.getLogger(GsiConnection.class);

  private static final byte NO_DELEGATION = '0';
  private static final byte DELEGATION = 'D';
  private static final int READ_SIZE = 16 * 1024;

  private final Connector connector;
  private final ConnectionFactory next;
  private final GridTrust trust;
  private final DelegationKeys keys;
  private @Nullable Delegation delegation;

  GsiConnection(
      Connector connector,
      EndPoint endPoint,
      ConnectionFactory next,
      GridTrust trust,
      DelegationKeys keys) {
    super(endPoint, connector.getExecutor());
    this.connector = connector;
    this.next = next;
    this.trust = trust;
    this.keys = keys;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    fillInterested();
  }

  @Override
  public void onFillable() {
    try {
      read();
    } catch (CertificateException e) {
      refuse("delegation refused: " + e.getMessage());
    } catch (IOException e) {
      // A refused handshake was logged with its reason; a peer that went away needs no word.
      LOG.debug("{} {}", getEndPoint().getRemoteSocketAddress(), e.toString());
      close();
    } catch (RuntimeException e) {
      refuse("negotiation failed: " + e);
    }
  }

  private void read() throws IOException, CertificateException {
    while (getEndPoint().isOpen()) {
      // One byte only at first: the rest stays decrypted in Jetty for whoever reads next.
      ByteBuffer buffer = BufferUtil.allocate(delegation == null ? 1 : READ_SIZE);
      int count = getEndPoint().fill(buffer);
      if (count < 0) {
        close();
        return;
      }
      if (count == 0) {
        fillInterested();
        return;
      }
      boolean done = delegation == null ? onFirstByte(buffer) : onDelegated(delegation, buffer);
      if (done) {
        return;
      }
    }
  }

  /** Whether reading ends here, as somebody else goes on. */
  private boolean onFirstByte(ByteBuffer buffer) throws IOException {
    byte first = buffer.get(buffer.position());
    if (first == NO_DELEGATION) {
      upgrade(null);
    } else if (first == DELEGATION) {
      delegation = new Delegation(keys.take());
      // Clients read exactly one TLS record: the request must go out in one write.
      getEndPoint()
          .write(
              Callback.from(this::fillInterested, this::onWriteFailed),
              ByteBuffer.wrap(delegation.request()));
    } else if (first >= 'A' && first <= 'Z') {
      upgrade(buffer);
    } else {
      refuse("neither GSI nor HTTP: first byte 0x%02x".formatted(first));
    }
    return true;
  }

  private boolean onDelegated(Delegation exchange, ByteBuffer buffer) throws CertificateException {
    ByteBuffer rest = exchange.take(buffer);
    if (rest == null) {
      return false;
    }
    X509Certificate delegated = exchange.verify(trust, peer());
    LOG.debug(
        "{} delegated a credential until {}",
        getEndPoint().getRemoteSocketAddress(),
        delegated.getNotAfter());
    upgrade(rest.hasRemaining() ? rest : null);
    return true;
  }

  private X509Certificate[] peer() throws CertificateException {
    EndPoint.SslSessionData session = getEndPoint().getSslSessionData();
    X509Certificate[] peer = session == null ? null : session.peerCertificates();
    if (peer == null) {
      throw new CertificateException("the peer has no certificate");
    }
    return peer;
  }

  private void onWriteFailed(Throwable cause) {
    LOG.debug("{} {}", getEndPoint().getRemoteSocketAddress(), cause.toString());
    close();
  }

  private void upgrade(@Nullable ByteBuffer rest) {
    QuietTlsConnection.below(getEndPoint()).negotiated();
    Connection connection = next.newConnection(connector, getEndPoint());
    if (rest != null && connection instanceof Connection.UpgradeTo upgrade) {
      upgrade.onUpgradeTo(rest);
    }
    getEndPoint().upgrade(connection);
  }

  private void refuse(String reason) {
    LOG.info("{} refused: {}", getEndPoint().getRemoteSocketAddress(), reason);
    QuietTlsConnection.below(getEndPoint()).abandon();
  }
}
