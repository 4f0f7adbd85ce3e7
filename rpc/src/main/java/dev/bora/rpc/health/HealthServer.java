// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.health;

import java.io.IOException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET /health on a plain HTTP port of its own: 200 and {@code ok}, or 503 and the reasons;
 * as JSON for those who accept {@code application/json}. GET /health/last-resort is answered with
 * 200 also while the node is {@linkplain Health.Unwell#lastResort better than none} or drains. GET
 * /health/state is always 200, and a word: {@code well}, {@code draining}, {@code last-resort} or
 * {@code unwell}. It shares no thread with anything else.
 */
public final class HealthServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HealthServer.class);

  private final Server server;
  private final ServerConnector connector;

  private HealthServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts to listen.
   *
   * @param host the address to listen on
   * @param port the TCP port; 0 lets the system choose one
   * @param source knows how this node is
   * @return the running server
   * @throws IOException if the address cannot be listened on
   */
  public static HealthServer start(String host, int port, HealthSource source) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(8, 4);
    threads.setName("health");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(10_000);
    server.addConnector(connector);
    server.setHandler(new HealthHandler(source));
    HealthServer started = new HealthServer(server, connector);
    try {
      server.start();
    } catch (Exception failed) {
      started.close();
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException(
          "cannot listen on " + host + ":" + port + ": " + cause.getMessage(), failed);
    }
    return started;
  }

  /**
   * The port that is listened on.
   *
   * @return a TCP port
   */
  public int port() {
    return connector.getLocalPort();
  }

  /** Stops listening. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception problem) {
      log.warn("the health server did not stop cleanly", problem);
    }
  }
}
