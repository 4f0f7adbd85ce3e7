// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.PeerIdentities;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * One port for httpg:// and https://.
 *
 * <p>TLS 1.2 only: Globus clients hang or fail over TLS 1.3 unless the server sends exactly one
 * session ticket, which no setting promises. No ALPN, no resumption, no renegotiation. A client
 * certificate is needed (but see {@link #createHttps}), and validated in the handshake, so that a
 * client is refused with an alert.
 */
public final class GsiConnector {

  private static final String TLS_VERSION = "TLSv1.2";

  private GsiConnector() {}

  /**
   * Makes the connector; it starts and stops with the server, to which the caller adds it. Requests
   * carry the peer's chain as the attribute {@code EndPoint.SslSessionData.ATTRIBUTE}; put an
   * {@link IdentityHandler} over the handlers.
   *
   * @throws GeneralSecurityException the JDK's TLS cannot be set up
   * @throws IllegalStateException see {@link TlsPlatform#prepare}
   */
  public static ServerConnector create(
      Server server,
      GsiConnectorConfig config,
      GridTrust trust,
      PeerIdentities identities,
      HostCredential credential)
      throws GeneralSecurityException {
    TlsPlatform.prepare();
    SslContextFactory.Server tls = tls(identities, credential);
    tls.setNeedClientAuth(true);
    HttpConnectionFactory http = http(config);
    return configured(
        new ServerConnector(
            server,
            new QuietTlsConnectionFactory(tls, GsiConnectionFactory.PROTOCOL, config),
            new GsiConnectionFactory(http, trust, config),
            http),
        config);
  }

  /**
   * Makes a connector for https:// only, without the GSI byte, that asks for a client certificate
   * and does without one: for doors, whose URLs may be a secret of their own. A certificate that is
   * shown is validated in the handshake as by {@link #create}; put {@link IdentityHandler#optional}
   * over the handlers.
   *
   * @throws GeneralSecurityException the JDK's TLS cannot be set up
   * @throws IllegalStateException see {@link TlsPlatform#prepare}
   */
  public static ServerConnector createHttps(
      Server server,
      GsiConnectorConfig config,
      PeerIdentities identities,
      HostCredential credential)
      throws GeneralSecurityException {
    TlsPlatform.prepare();
    SslContextFactory.Server tls = tls(identities, credential);
    tls.setWantClientAuth(true);
    HttpConnectionFactory http = http(config);
    return configured(
        new ServerConnector(
            server, new QuietTlsConnectionFactory(tls, http.getProtocol(), config), http),
        config);
  }

  private static ServerConnector configured(ServerConnector connector, GsiConnectorConfig config) {
    if (!config.host().isEmpty()) {
      connector.setHost(config.host());
    }
    connector.setPort(config.port());
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    connector.setShutdownIdleTimeout(config.shutdownIdleTimeout().toMillis());
    connector.setAcceptQueueSize(config.acceptQueue());
    connector.addBean(new SlowHeads(connector, config.headTimeout()));
    return connector;
  }

  private static SslContextFactory.Server tls(PeerIdentities identities, HostCredential credential)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance(TLS_VERSION);
    context.init(
        new KeyManager[] {credential.keyManager()},
        new TrustManager[] {new ClientTrustManager(identities)},
        null);
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(context);
    factory.setIncludeProtocols(TLS_VERSION);
    factory.setSessionCachingEnabled(false);
    factory.setSslSessionTimeout(1);
    factory.setSslSessionCacheSize(1);
    factory.setRenegotiationAllowed(false);
    // Host names are the clients' business; behind an alias they name one that no certificate of
    // ours holds.
    factory.setSniRequired(false);
    return factory;
  }

  private static HttpConnectionFactory http(GsiConnectorConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer(false));
    http.setSendServerVersion(false);
    http.setIdleTimeout(config.idleTimeout().toMillis());
    return new HttpConnectionFactory(http);
  }
}
