// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.IdleTimeout;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS that ends without a close_notify (why: {@link QuietTlsConnectionFactory}), and that has one
 * limit for all that comes before HTTP.
 *
 * <p>Until it has negotiated, neither silence nor activity counts: a peer, or this host, may be
 * slow for longer than a connection may be idle, and bytes that trickle in keep nothing open beyond
 * the limit.
 */
final class QuietTlsConnection extends SslConnection implements SslHandshakeListener {

  private static final Logger LOG = LoggerFactory.getLogger(QuietTlsConnection.class);

  private final Connector connector;
  private final long negotiationMillis;
  private volatile boolean negotiating = true;
  private volatile boolean established;
  private volatile Scheduler.@Nullable Task deadline;

  QuietTlsConnection(
      Connector connector,
      QuietTlsConnectionFactory factory,
      EndPoint endPoint,
      SSLEngine engine,
      long negotiationMillis) {
    super(
        connector.getByteBufferPool(),
        connector.getExecutor(),
        factory.getSslContextFactory(),
        endPoint,
        engine,
        factory.isDirectBuffersForEncryption(),
        factory.isDirectBuffersForDecryption());
    this.connector = connector;
    this.negotiationMillis = negotiationMillis;
    addHandshakeListener(this);
  }

  /** The connection below a decrypted end point. */
  static QuietTlsConnection below(EndPoint decrypted) {
    if (decrypted instanceof SslEndPoint secure
        && secure.getSslConnection() instanceof QuietTlsConnection quiet) {
      return quiet;
    }
    throw new IllegalStateException("not over TLS of this package: " + decrypted);
  }

  @Override
  public void onOpen() {
    deadline =
        connector
            .getScheduler()
            .schedule(this::onDeadline, negotiationMillis, TimeUnit.MILLISECONDS);
    super.onOpen();
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    disarm();
    super.onClose(cause);
  }

  private void onDeadline() {
    if (negotiating) {
      LOG.info(
          "{} refused: nothing usable within {} ms",
          getEndPoint().getRemoteSocketAddress(),
          negotiationMillis);
      abandon();
    }
  }

  /** What follows is HTTP: from now on the idle timeout counts. */
  void negotiated() {
    negotiating = false;
    disarm();
    // The last byte may have come long ago, when checking what it said took its time.
    if (getEndPoint() instanceof IdleTimeout idle) {
      idle.notIdle();
    }
  }

  /** Closes below TLS: a peer that does not read must not hold up the close. */
  void abandon() {
    disarm();
    getEndPoint().close();
  }

  private void disarm() {
    Scheduler.Task task = deadline;
    if (task != null) {
      task.cancel();
    }
  }

  @Override
  public void handshakeSucceeded(Event event) {
    established = true;
    if (!(getSslEndPoint().getConnection() instanceof GsiConnection)) {
      negotiated();
    }
  }

  /**
   * A session that cannot be resumed, as resuming skips the look at certificates; and that before
   * the client has learnt that it stands, or a quick one would find it in the cache.
   */
  @Override
  protected SSLEngineResult wrap(SSLEngine engine, ByteBuffer[] input, ByteBuffer output)
      throws SSLException {
    SSLEngineResult result = super.wrap(engine, input, output);
    if (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED) {
      engine.getSession().invalidate();
    }
    return result;
  }

  @Override
  protected SslEndPoint newSslEndPoint() {
    return new QuietEndPoint();
  }

  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    if (negotiating && !connector.isShutdown()) {
      return false;
    }
    boolean idle =
        getSslEndPoint().getConnection().onIdleExpired(timeout) && !hasSpoken() && isStillSilent();
    if (idle) {
      getEndPoint().close();
    }
    return idle;
  }

  /** Whether the peer's next request is here already, and this host only too busy to read it. */
  private boolean hasSpoken() {
    try {
      return getEndPoint().getTransport() instanceof SocketChannel channel
          && channel.socket().getInputStream().available() > 0;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Or it was read a moment ago: then it is here no more, and has been counted. */
  private boolean isStillSilent() {
    return !(getEndPoint() instanceof IdleTimeout idle)
        || idle.getIdleFor() >= idle.getIdleTimeout();
  }

  /** Called when the server stops. */
  @Override
  public void close() {
    getEndPoint().close();
  }

  private final class QuietEndPoint extends SslEndPoint {

    @Override
    public void doShutdownOutput() {
      if (established) {
        QuietTlsConnection.this.getEndPoint().shutdownOutput();
      } else {
        super.doShutdownOutput();
      }
    }

    @Override
    public void doClose() {
      if (established) {
        QuietTlsConnection.this.getEndPoint().close();
      } else {
        super.doClose();
      }
    }
  }
}
