// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.client.GridHttpConfig.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** One PUT or GET of a file's bytes over HTTPS, on a connection of its own. */
final class DataConnection implements AutoCloseable {

  private static final Duration CONTINUE_WAIT = Duration.ofSeconds(3);
  private static final int LONGEST_REFUSAL = 4096;
  private static final int BUFFER = 64 * 1024;

  private final Turl.Https turl;
  private final GridHttpConfig server;
  private final GridConnection connection;
  private final GridConnection.StallGuard guard;

  private DataConnection(
      Turl.Https turl,
      GridHttpConfig server,
      GridConnection connection,
      GridConnection.StallGuard guard) {
    this.turl = turl;
    this.server = server;
    this.connection = connection;
    this.guard = guard;
  }

  static DataConnection open(Turl.Https turl, SSLContext tls, Duration stallTimeout)
      throws IOException {
    GridHttpConfig server = GridHttpConfig.of(Transport.HTTPS, turl.host(), turl.port());
    GridConnection connection = connect(server, tls);
    return new DataConnection(turl, server, connection, connection.stallGuard(stallTimeout));
  }

  private static GridConnection connect(GridHttpConfig server, SSLContext tls) throws IOException {
    try {
      return GridConnection.open(server, tls);
    } catch (IOException e) {
      throw new IOException(
          "no connection to the data door %s:%d: %s"
              .formatted(server.host(), server.port(), e.getMessage()),
          e);
    }
  }

  /**
   * Sends a body.
   *
   * @return the checksum that the server tells, if it tells one
   */
  Optional<String> put(InputStream body, long length) throws IOException {
    ReplyReader reader = new ReplyReader(connection.input(), LONGEST_REFUSAL);
    try {
      OutputStream out = connection.output();
      Map<String, String> headers = Map.of("Expect", "100-continue", "Connection", "close");
      out.write(RequestHead.of("PUT", turl.target(), server, headers, length));
      out.flush();
      if (connection.saysSomethingWithin(CONTINUE_WAIT)) {
        ReplyReader.Head head = reader.head();
        if (head.status() >= 200) {
          return done(head, reader);
        }
      }
      send(body, out, reader);
      return done(reader.finalHead(), reader);
    } catch (IOException e) {
      throw guard.explain(e);
    }
  }

  private void send(InputStream body, OutputStream out, ReplyReader reader) throws IOException {
    try {
      byte[] buffer = new byte[BUFFER];
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        out.write(buffer, 0, count);
        guard.moved();
      }
      out.flush();
    } catch (IOException e) {
      throw refusedMeanwhile(reader, e);
    }
  }

  /** A server that has enough says so and closes: its words are worth more than a broken pipe. */
  private IOException refusedMeanwhile(ReplyReader reader, IOException broken) {
    try {
      if (connection.saysSomethingWithin(CONTINUE_WAIT)) {
        return refusal(reader.finalHead(), reader);
      }
    } catch (IOException e) {
      broken.addSuppressed(e);
    }
    return broken;
  }

  private Optional<String> done(ReplyReader.Head head, ReplyReader reader) throws IOException {
    if (head.status() < 200 || head.status() > 299) {
      throw refusal(head, reader);
    }
    return digest(head);
  }

  /**
   * Receives a body.
   *
   * @return the checksum that the server tells, if it tells one
   */
  Optional<String> get(OutputStream sink) throws IOException {
    ReplyReader reader = new ReplyReader(connection.input(), LONGEST_REFUSAL);
    try {
      OutputStream out = connection.output();
      Map<String, String> headers = Map.of("Want-Digest", "adler32", "Connection", "close");
      out.write(RequestHead.of("GET", turl.target(), server, headers, -1));
      out.flush();
      ReplyReader.Head head = reader.finalHead();
      if (head.status() != 200) {
        throw refusal(head, reader);
      }
      reader.copyBody(head, new Guarded(sink), Long.MAX_VALUE);
      return digest(head);
    } catch (IOException e) {
      throw guard.explain(e);
    }
  }

  private static Optional<String> digest(ReplyReader.Head head) {
    return Adler32Text.ofDigest(String.join(",", head.headers().getOrDefault("Digest", List.of())));
  }

  private IOException refusal(ReplyReader.Head head, ReplyReader reader) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    IOException refusal;
    try {
      reader.copyBody(head, body, LONGEST_REFUSAL);
      refusal = new IOException(refusalText(head, body));
    } catch (IOException e) {
      refusal = new IOException(refusalText(head, body));
      refusal.addSuppressed(e);
    }
    return refusal;
  }

  private String refusalText(ReplyReader.Head head, ByteArrayOutputStream body) {
    boolean plain =
        head.headers()
            .getOrDefault("Content-Type", List.of(""))
            .getFirst()
            .startsWith("text/plain");
    String said = plain ? body.toString(StandardCharsets.UTF_8).strip() : "";
    String text =
        "the data door %s:%d answers with HTTP status %d"
            .formatted(turl.host(), turl.port(), head.status());
    return said.isEmpty() ? text : text + ": " + said.replaceAll("\\p{Cntrl}+", " ");
  }

  @Override
  public void close() throws IOException {
    guard.close();
    connection.close();
  }

  /** Tells the guard that something came. */
  private final class Guarded extends OutputStream {

    private final OutputStream sink;

    Guarded(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    public void write(int octet) throws IOException {
      sink.write(octet);
      guard.moved();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sink.write(bytes, offset, length);
      guard.moved();
    }
  }
}
