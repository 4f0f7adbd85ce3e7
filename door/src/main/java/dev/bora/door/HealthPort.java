// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.site.HostPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** GET /health over plain HTTP on a port of its own: 200, or 503 and the reasons, one per line. */
final class HealthPort implements AutoCloseable {
  private static final long IDLE_MILLIS = 10_000;

  private final Server server;

  private HealthPort(Server server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param threads for the checks, which may wait
   * @param problems what is wrong now; empty if nothing is
   */
  static HealthPort start(HostPort listen, Executor threads, Supplier<List<String>> problems)
      throws IOException {
    QueuedThreadPool own = new QueuedThreadPool(6, 2);
    own.setName("door-health");
    own.setDaemon(true);
    Server server = new Server(own);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(new Answer(threads, problems));
    try {
      server.start();
    } catch (Exception failure) {
      LifeCycle.stop(server);
      throw new IOException("cannot listen on " + listen + ": " + reason(failure), failure);
    }
    return new HealthPort(server);
  }

  /** The innermost cause says what the system said. */
  static String reason(Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private static final class Answer extends Handler.Abstract.NonBlocking {
    private final Executor threads;
    private final Supplier<List<String>> problems;

    Answer(Executor threads, Supplier<List<String>> problems) {
      this.threads = threads;
      this.problems = problems;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      threads.execute(() -> {
        try {
          answer(request, response, callback);
        } catch (RuntimeException failure) {
          callback.failed(failure);
        }
      });
      return true;
    }

    private void answer(Request request, Response response, Callback callback) {
      boolean head = request.getMethod().equals("HEAD");
      if (!"/health".equals(request.getHttpURI().getPath())) {
        tell(response, HttpStatus.NOT_FOUND_404, "not found", head, callback);
      } else if (!head && !request.getMethod().equals("GET")) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        tell(response, HttpStatus.METHOD_NOT_ALLOWED_405, "use GET or HEAD", false, callback);
      } else {
        List<String> now = problems.get();
        int status = now.isEmpty() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
        tell(response, status, now.isEmpty() ? "ok" : String.join("\n", now), head, callback);
      }
    }

    private static void tell(
        Response response, int status, String text, boolean head, Callback callback) {
      byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      response.write(true, head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body), callback);
    }
  }
}
