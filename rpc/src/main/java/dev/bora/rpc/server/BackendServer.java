// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import dev.bora.rpc.SerialFilter;
import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.contract.BackendCalls;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backend that answers frontends: POST /RPC2 over plain HTTP, each call on a virtual thread of
 * its own. Listens until it is stopped.
 */
public final class BackendServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BackendServer.class);

  private final Server server;
  private final ServerConnector connector;
  private final CallHandler handler;
  private final Admission admission;

  private BackendServer(
      Server server, ServerConnector connector, CallHandler handler, Admission admission) {
    this.server = server;
    this.connector = connector;
    this.handler = handler;
    this.admission = admission;
  }

  /**
   * Starts to listen.
   *
   * @param config where and within which limits
   * @param backend what the calls do; called by many threads at once
   * @param secret what a frontend must know
   * @return the running server
   * @throws IllegalStateException if this JVM could be made to deserialise Java objects
   * @throws IOException if the address cannot be listened on
   */
  public static BackendServer start(
      BackendServerConfig config, BackendCalls backend, SharedSecret secret) throws IOException {
    SerialFilter.require();
    return startWithoutSerialFilter(config, backend, secret);
  }

  /** For tests that show that nothing would reach the filter. */
  static BackendServer startWithoutSerialFilter(
      BackendServerConfig config, BackendCalls backend, SharedSecret secret) throws IOException {
    Admission admission = new Admission(config.maxConcurrentCalls());
    CallHandler handler =
        new CallHandler(
            config,
            new Gate(secret, config.maxRequestBytes()),
            admission,
            new CallProcessor(new Dispatcher(backend)));
    Server server = new Server(threads());
    ServerConnector connector = connector(server, config);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setErrorHandler(BackendServer::answerWithoutBody);
    BackendServer started = new BackendServer(server, connector, handler, admission);
    try {
      server.start();
    } catch (Exception failed) {
      started.stopServer();
      throw new IOException(
          "cannot listen on " + config.host() + ":" + config.port() + ": " + reason(failed),
          failed);
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

  /**
   * Goes on answering.
   *
   * @param on whether every frontend is asked to leave its connection after the answer
   */
  public void drain(boolean on) {
    handler.drain(on);
  }

  /**
   * Goes on listening.
   *
   * @param on whether calls are refused undone, to be asked again elsewhere
   */
  public void refuse(boolean on) {
    admission.refuse(on);
  }

  /**
   * Stops: listens no more, refuses new calls undone (they are asked again elsewhere), and answers
   * those that it holds with {@code Connection: close}.
   *
   * @param patience how long to wait for the calls that are being run
   */
  public void stop(Duration patience) {
    drain(true);
    connector.close();
    admission.refuse(true);
    try {
      int left = admission.awaitEmpty(patience);
      if (left > 0) {
        log.warn("stopping although {} calls still run after {} s", left, patience.toSeconds());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    stopServer();
  }

  /** Stops without waiting for the calls that are being run. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  private void stopServer() {
    try {
      server.stop();
    } catch (Exception problem) {
      log.warn("the XML-RPC server did not stop cleanly", problem);
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("rpc");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("rpc-call-"));
    return threads;
  }

  private static ServerConnector connector(Server server, BackendServerConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(8 << 10);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    // A frontend reconnects all at once after a failure.
    connector.setAcceptQueueSize(1024);
    return connector;
  }

  private static boolean answerWithoutBody(
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback) {
    // Jetty's own pages tell what broke.
    callback.succeeded();
    return true;
  }

  private static String reason(Exception failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return String.valueOf(cause.getMessage());
  }
}
