// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One TLS connection to a server, with a deadline over whatever is done with it. */
final class GridConnection implements AutoCloseable {

  private static final int NO_DELEGATION = '0';
  private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

  private final Socket plain;
  private final SSLSocket secure;
  private final InputStream in;

  private GridConnection(Socket plain, SSLSocket secure) throws IOException {
    this.plain = plain;
    this.secure = secure;
    this.in = new BufferedInputStream(secure.getInputStream(), 16 * 1024);
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("grid-client-deadlines").factory());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  static GridConnection open(GridHttpConfig config, SSLContext context) throws IOException {
    long begin = System.nanoTime();
    Socket plain = HostSocket.connect(config.host(), config.port(), config.connectTimeout());
    Duration left = config.connectTimeout().minusNanos(System.nanoTime() - begin);
    try (Deadline deadline = new Deadline(plain, config.connectTimeout(), left)) {
      try {
        plain.setTcpNoDelay(true);
        return new GridConnection(plain, handshake(config, context, plain));
      } catch (IOException e) {
        plain.close();
        throw deadline.explain(e, "no connection to " + config.host() + ":" + config.port());
      }
    }
  }

  private static SSLSocket handshake(GridHttpConfig config, SSLContext context, Socket plain)
      throws IOException {
    SSLSocket secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, config.host(), config.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    if (config.transport() == GridHttpConfig.Transport.HTTPG) {
      // In a record of its own, as the Globus clients send it.
      secure.getOutputStream().write(NO_DELEGATION);
      secure.getOutputStream().flush();
    }
    return secure;
  }

  /** Whether the server has closed this idle connection, or sends what nobody asked for. */
  boolean stale() {
    try {
      plain.setSoTimeout(1);
      try {
        in.read();
        return true;
      } finally {
        plain.setSoTimeout(0);
      }
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Waits for the server to say something, or to close. */
  boolean saysSomethingWithin(Duration wait) throws IOException {
    plain.setSoTimeout((int) wait.toMillis());
    in.mark(1);
    try {
      in.read();
      in.reset();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      plain.setSoTimeout(0);
    }
  }

  OutputStream output() throws IOException {
    return secure.getOutputStream();
  }

  InputStream input() {
    return in;
  }

  Deadline deadline(Duration timeout) {
    return new Deadline(plain, timeout);
  }

  StallGuard stallGuard(Duration longestPause) {
    return new StallGuard(plain, longestPause);
  }

  /** Without a close_notify, for which a stuck peer would have to read. */
  @Override
  public void close() throws IOException {
    plain.close();
  }

  /**
   * Closes the socket below TLS when the time is over: that ends reads, writes and handshakes
   * alike.
   */
  static final class Deadline implements AutoCloseable {

    private final ScheduledFuture<?> task;
    private final Duration timeout;
    private volatile boolean expired;

    private Deadline(Socket socket, Duration timeout) {
      this(socket, timeout, timeout);
    }

    private Deadline(Socket socket, Duration timeout, Duration left) {
      this.timeout = timeout;
      this.task =
          DEADLINES.schedule(
              () -> {
                expired = true;
                socket.close();
                return null;
              },
              left.toMillis(),
              TimeUnit.MILLISECONDS);
    }

    IOException explain(IOException failure, String what) {
      if (!expired) {
        return failure;
      }
      SocketTimeoutException late =
          new SocketTimeoutException("%s within %d ms".formatted(what, timeout.toMillis()));
      late.initCause(failure);
      return late;
    }

    @Override
    public void close() {
      task.cancel(false);
    }
  }

  /** Closes the socket below TLS when nothing has moved for too long. */
  static final class StallGuard implements AutoCloseable {

    private final ScheduledFuture<?> task;
    private final Duration longestPause;
    private volatile long movedAt = System.nanoTime();
    private volatile boolean stalled;

    private StallGuard(Socket socket, Duration longestPause) {
      this.longestPause = longestPause;
      long look = Math.max(1, longestPause.toMillis() / 4);
      this.task =
          DEADLINES.scheduleWithFixedDelay(
              () -> closeIfStalled(socket), look, look, TimeUnit.MILLISECONDS);
    }

    private void closeIfStalled(Socket socket) {
      if (System.nanoTime() - movedAt > longestPause.toNanos()) {
        stalled = true;
        try {
          socket.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    void moved() {
      movedAt = System.nanoTime();
    }

    IOException explain(IOException failure) {
      if (!stalled) {
        return failure;
      }
      SocketTimeoutException late =
          new SocketTimeoutException("nothing moved for %d s".formatted(longestPause.toSeconds()));
      late.initCause(failure);
      return late;
    }

    @Override
    public void close() {
      task.cancel(false);
    }
  }
}
