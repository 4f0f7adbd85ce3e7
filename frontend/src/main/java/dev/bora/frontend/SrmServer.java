// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.frontend.http.ConnectionBound;
import dev.bora.frontend.http.SrmEndpoint;
import dev.bora.site.FrontendNode;
import dev.bora.site.Limits;
import dev.bora.site.Security;
import dev.bora.site.Site;
import dev.bora.srm.gsi.GsiConnector;
import dev.bora.srm.gsi.GsiConnectorConfig;
import dev.bora.srm.gsi.HostCredential;
import dev.bora.srm.gsi.IdentityHandler;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.identity.PeerIdentities;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port for SRM clients: transport and identity around the endpoint. */
final class SrmServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SrmServer.class);
  private static final int REMEMBERED_CHAINS = 10_000;

  private final Server server;
  private final ServerConnector connector;
  private final GridTrust trust;
  private final HostCredential credential;

  private SrmServer(
      Server server, ServerConnector connector, GridTrust trust, HostCredential credential) {
    this.server = server;
    this.connector = connector;
    this.trust = trust;
    this.credential = credential;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException trust or credential cannot be read, or the address cannot be listened on
   * @throws GeneralSecurityException the host's credential cannot be used
   */
  static SrmServer start(Site site, FrontendNode node, SrmEndpoint endpoint)
      throws IOException, GeneralSecurityException {
    Security security = site.security();
    GridTrust trust =
        GridTrust.open(
            new GridTrustConfig(
                security.certificateDirectory(),
                security.vomsDirectory(),
                security.trustRefresh()));
    try {
      return start(site, node, security, trust, endpoint);
    } catch (IOException | GeneralSecurityException | RuntimeException failed) {
      trust.close();
      throw failed;
    }
  }

  private static SrmServer start(
      Site site, FrontendNode node, Security security, GridTrust trust, SrmEndpoint endpoint)
      throws IOException, GeneralSecurityException {
    Limits limits = site.limits();
    PeerIdentities identities = new PeerIdentities(trust, REMEMBERED_CHAINS, Clock.systemUTC());
    HostCredential credential =
        HostCredential.open(
            security.hostCertificate(),
            security.hostKey(),
            security.trustRefresh(),
            Clock.systemUTC());
    Server server = new Server(threads());
    ServerConnector connector =
        GsiConnector.create(
            server,
            GsiConnectorConfig.of(node.listenAddress(), node.srmPort())
                .withIdleTimeout(limits.idleTimeout())
                .withHeadTimeout(limits.callTimeout()),
            trust,
            identities,
            credential);
    server.addConnector(connector);
    connector.addBean(new ConnectionBound(limits.connections()));
    server.setHandler(new IdentityHandler(identities, endpoint));
    server.setErrorHandler(SrmServer::answerWithoutBody);
    // Until then calls end; connections on which there is none are closed at once.
    server.setStopTimeout(Math.max(1, site.draining().finish().toMillis()));
    try {
      server.start();
    } catch (Exception failed) {
      stop(server);
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException(
          "cannot listen on " + node.listen() + ": " + cause.getMessage(), failed);
    }
    return new SrmServer(server, connector, trust, credential);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("srm");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("srm-call-"));
    return threads;
  }

  private static boolean answerWithoutBody(
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback) {
    // Jetty's own pages tell what broke.
    callback.succeeded();
    return true;
  }

  /** The port that is listened on. */
  int port() {
    return connector.getLocalPort();
  }

  /**
   * Why clients do not stay when they have connected, for an operator; empty if nothing is wrong.
   */
  Optional<String> trouble() {
    return credential.trouble();
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception problem) {
      LOG.warn("the SRM server did not stop cleanly", problem);
    }
  }

  @Override
  public void close() {
    stop(server);
    trust.close();
  }
}
