// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS that closes idle connections, and those still open when the server stops, without a
 * close_notify. gSOAP clients with the Globus plugin (gfal2 and its kin) take a close_notify on a
 * kept connection for the answer to their next call, which fails; a plain end of stream they
 * notice, and reconnect. Truncation cannot be hidden that way: SRM replies carry their length.
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

  private final class QuietTlsConnection extends SslConnection {

    QuietTlsConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
      super(
          connector.getByteBufferPool(),
          connector.getExecutor(),
          getSslContextFactory(),
          endPoint,
          engine,
          isDirectBuffersForEncryption(),
          isDirectBuffersForDecryption());
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
      boolean idle = getSslEndPoint().getConnection().onIdleExpired(timeout);
      if (idle) {
        getEndPoint().close();
      }
      return idle;
    }

    /**
     * Called when the server stops; the orderly end of an exchange goes through the end point
     * instead.
     */
    @Override
    public void close() {
      getEndPoint().close();
    }
  }
}
