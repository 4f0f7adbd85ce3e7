// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.pki.PemCredential;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client over httpg or https, TLS 1.2, with a user's certificate or proxy: one
 * connection per object, kept between requests. The server's certificate is checked against the
 * trusted authorities and the host name.
 *
 * <p>A request is sent once. When the kept connection turns out to have been closed by the server
 * while idle, a new one is made before anything is written; once a byte was written, every failure
 * is a {@link ReplyLostException}. One request at a time: others wait for their turn.
 */
public final class GridHttpClient implements AutoCloseable {

  // Shorter than any server's idle time-out: a request must not meet a connection that is being
  // closed.
  private static final Duration REUSE = Duration.ofSeconds(1);

  private final GridHttpConfig config;
  private final SSLContext context;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable GridConnection connection;
  private long lastUsed;

  /**
   * Makes the client; connects with the first request.
   *
   * @throws GeneralSecurityException the credential cannot be used
   */
  public GridHttpClient(GridHttpConfig config, PemCredential credential, GridTrust trust)
      throws GeneralSecurityException {
    this.config = config;
    this.context = GridTls.context(credential, trust);
  }

  /**
   * Sends a POST and waits for its reply, whatever its status.
   *
   * @param target of the request line: a path, or an absolute URI
   * @param headers besides Host and Content-Length
   * @throws ReplyLostException something was sent, and no complete reply came
   * @throws IOException nothing was sent: no connection, or one side refused the other's
   *     certificate
   */
  public GridHttpReply post(String target, Map<String, String> headers, byte[] body)
      throws IOException {
    byte[] head = RequestHead.of("POST", target, config, headers, body.length);
    turn.lock();
    try {
      return exchange(connected(), head, body);
    } finally {
      turn.unlock();
    }
  }

  private GridConnection connected() throws IOException {
    GridConnection current = connection;
    boolean old = System.nanoTime() - lastUsed > REUSE.toNanos();
    if (current != null && (old || current.stale())) {
      drop(current);
      current = null;
    }
    if (current == null) {
      current = GridConnection.open(config, context);
      connection = current;
    }
    return current;
  }

  private GridHttpReply exchange(GridConnection current, byte[] head, byte[] body)
      throws IOException {
    boolean keep = false;
    try (GridConnection.Deadline deadline = current.deadline(config.exchangeTimeout())) {
      try {
        OutputStream out = current.output();
        out.write(head);
        out.write(body);
        out.flush();
        ReplyReader reader = new ReplyReader(current.input(), config.maximumReply());
        GridHttpReply reply = reader.read();
        keep = reader.reusable();
        lastUsed = System.nanoTime();
        return reply;
      } catch (IOException e) {
        String where = config.host() + ":" + config.port();
        IOException cause = deadline.explain(e, "no complete reply from " + where);
        throw new ReplyLostException(
            "the request was sent to %s, but its reply was lost: %s"
                .formatted(where, cause.getMessage()),
            cause);
      }
    } finally {
      if (!keep) {
        drop(current);
      }
    }
  }

  private void drop(GridConnection current) throws IOException {
    connection = null;
    current.close();
  }

  /** Closes the connection; the next request would make a new one. */
  @Override
  public void close() throws IOException {
    turn.lock();
    try {
      if (connection != null) {
        drop(connection);
      }
    } finally {
      turn.unlock();
    }
  }
}
