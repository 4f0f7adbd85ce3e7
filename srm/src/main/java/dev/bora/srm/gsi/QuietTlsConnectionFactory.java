// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
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

  private final long negotiationMillis;

  QuietTlsConnectionFactory(
      SslContextFactory.Server context, String next, GsiConnectorConfig config) {
    super(context, next);
    this.negotiationMillis = config.negotiationTimeout().toMillis();
  }

  @Override
  protected SslConnection newSslConnection(
      Connector connector, EndPoint endPoint, SSLEngine engine) {
    SslConnection connection =
        new QuietTlsConnection(connector, this, endPoint, engine, negotiationMillis);
    connection.addHandshakeListener(new HandshakeLog(endPoint));
    return connection;
  }
}
