// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.site.HostPort;
import dev.bora.srm.gsi.GsiConnector;
import dev.bora.srm.gsi.GsiConnectorConfig;
import dev.bora.srm.gsi.HostCredential;
import dev.bora.srm.gsi.IdentityHandler;
import dev.bora.srm.identity.PeerIdentities;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTPS port. Bound first, so that a port in use is known early; served later. */
final class DoorServer implements AutoCloseable {
  private static final int MOST_THREADS = 64;
  private static final int FEWEST_THREADS = 8;

  private final Server server;
  private final PeerIdentities identities;
  private final HostCredential credential;

  private DoorServer(Server server, PeerIdentities identities, HostCredential credential) {
    this.server = server;
    this.identities = identities;
    this.credential = credential;
  }

  /**
   * Binds the port.
   *
   * @throws IOException it cannot be listened on; the message says why
   */
  static DoorServer bind(
      HostPort listen, Duration idle, PeerIdentities identities, HostCredential credential)
      throws IOException, GeneralSecurityException {
    // For accepting, TLS and parsing only: requests are served by virtual threads.
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    threads.setName("door");
    Server server = new Server(threads);
    ServerConnector connector =
        GsiConnector.createHttps(
            server,
            GsiConnectorConfig.of(listen.host(), listen.port()).withIdleTimeout(idle),
            identities,
            credential);
    // The name at the end of a TURL is for people: it may hold whatever a file name can.
    http(connector).setUriCompliance(UriCompliance.UNSAFE);
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException failure) {
      throw new IOException(
          "cannot listen on " + listen + ": " + HealthPort.reason(failure), failure);
    }
    return new DoorServer(server, identities, credential);
  }

  private static HttpConfiguration http(ServerConnector connector) {
    return connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
  }

  /** Serves. */
  void start(DoorHandler handler) throws IOException {
    server.setHandler(IdentityHandler.optional(identities, handler));
    try {
      server.start();
    } catch (Exception failure) {
      throw new IOException("cannot serve: " + HealthPort.reason(failure), failure);
    }
  }

  /**
   * Why clients do not stay when they have connected, for an operator; empty if nothing is wrong.
   */
  Optional<String> trouble() {
    return credential.trouble();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    for (var connector : server.getConnectors()) {
      // One that was bound and never started is not stopped with the server.
      if (connector instanceof ServerConnector bound) {
        bound.close();
      }
    }
  }
}
