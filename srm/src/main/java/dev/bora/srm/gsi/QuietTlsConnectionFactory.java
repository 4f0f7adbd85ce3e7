// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS that ends connections without a close_notify. gSOAP clients with the Globus plugin (gfal2 and
 * its kin) take a close_notify on a kept connection for the answer to their next call, which fails;
 * a plain end of stream they notice, and reconnect. That concerns connections that were idle for
 * too long, and those that are open when the server stops. Nothing can be cut off unnoticed that
 * way, as replies carry their length or come in chunks. Alerts during the handshake are sent.
 */
final class QuietTlsConnectionFactory extends SslConnectionFactory {

  QuietTlsConnectionFactory(SslContextFactory.Server context, String next) {
    super(context, next);
  }

  @Override
  protected SslConnection newSslConnection(
      Connector connector, EndPoint endPoint, SSLEngine engine) {
    SslConnection connection = new QuietTlsConnection(connector, endPoint, engine);
    connection.addHandshakeListener(new HandshakeLog(endPoint));
    return connection;
  }

  private final class QuietTlsConnection extends SslConnection implements SslHandshakeListener {

    private volatile boolean established;

    QuietTlsConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
      super(
          connector.getByteBufferPool(),
          connector.getExecutor(),
          getSslContextFactory(),
          endPoint,
          engine,
          isDirectBuffersForEncryption(),
          isDirectBuffersForDecryption());
      addHandshakeListener(this);
    }

    @Override
    public void handshakeSucceeded(Event event) {
      established = true;
    }

    @Override
    protected SslEndPoint newSslEndPoint() {
      return new QuietEndPoint();
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
      boolean idle = getSslEndPoint().getConnection().onIdleExpired(timeout);
      if (idle) {
        getEndPoint().close();
      }
      return idle;
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
}
