// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.SingleCredentialKeyManager;
import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against servers that misbehave. */
class GridHttpClientTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir static Path folder;
  private static ThrowAwayGrid grid;
  private static GridTrust trust;

  @BeforeAll
  static void makeGrid() throws Exception {
    grid = ThrowAwayGrid.openOrCreate(folder, "testgrid");
    trust = GridTrust.open(new GridTrustConfig(grid.certificates(), null, Duration.ofMinutes(10)));
  }

  @AfterAll
  static void close() {
    trust.close();
  }

  /** What a server does with a connection after the handshake. */
  private interface Behaviour {
    void serve(SSLSocket socket, Socket plain) throws IOException;
  }

  private static final class Misbehaving implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();

    Misbehaving(GridCredential credential, Behaviour behaviour) throws Exception {
      SSLContext context = SSLContext.getInstance("TLSv1.2");
      var read = credential.read();
      context.init(
          new KeyManager[] {
            new SingleCredentialKeyManager(
                () -> new SingleCredentialKeyManager.Current("host", read.key(), read.chain()))
          },
          null,
          null);
      Thread.ofVirtual().start(() -> accept(context, behaviour));
    }

    private void accept(SSLContext context, Behaviour behaviour) {
      while (!listener.isClosed()) {
        try {
          Socket plain = listener.accept();
          Thread.ofVirtual().start(() -> serve(context, behaviour, plain));
        } catch (IOException e) {
          return;
        }
      }
    }

    private static void serve(SSLContext context, Behaviour behaviour, Socket plain) {
      try (plain) {
        SSLSocket secure =
            (SSLSocket)
                context.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
        secure.setUseClientMode(false);
        secure.startHandshake();
        behaviour.serve(secure, plain);
      } catch (IOException e) {
        // the client's end of it is what the test looks at
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static String readRequest(SSLSocket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith("\r\n\r\nbody")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("client gone");
      }
      text.append((char) octet);
    }
    return text.toString();
  }

  private static void write(SSLSocket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static GridHttpClient client(int port, String host) throws Exception {
    return new GridHttpClient(
        new GridHttpConfig(
            Transport.HTTPG, host, port, Duration.ofSeconds(1), Duration.ofSeconds(1), 1000),
        grid.user("alice", "Alice Adams").read(),
        trust);
  }

  private static GridHttpReply post(GridHttpClient client) throws IOException {
    return client.post(
        "/srm/managerv2", Map.of("SOAPAction", "\"\""), "body".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void sendsTheGsiByteOnceThenHttp() throws Exception {
    StringBuilder seen = new StringBuilder();
    try (Misbehaving server =
            new Misbehaving(
                grid.host(),
                (socket, plain) -> {
                  for (int i = 0; i < 2; i++) {
                    seen.append(readRequest(socket));
                    write(socket, OK);
                  }
                });
        GridHttpClient client = client(server.listener.getLocalPort(), "localhost")) {
      assertThat(post(client).body()).asString().isEqualTo("ok");
      assertThat(post(client).status()).isEqualTo(200);
      String request =
          "POST /srm/managerv2 HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: 4\r\nSOAPAction: \"\"\r\n\r\nbody"
              .formatted(server.listener.getLocalPort());
      assertThat(seen).hasToString("0" + request + request);
    }
  }

  @Test
  void aRequestWithoutReplyIsNotRepeated() throws Exception {
    try (Misbehaving server = swallowing();
        GridHttpClient client = client(server.listener.getLocalPort(), "localhost")) {
      assertThatThrownBy(() -> post(client)).isInstanceOf(ReplyLostException.class);
      assertThat(server.requests).hasValue(1);
      assertThatThrownBy(() -> post(client)).isInstanceOf(ReplyLostException.class);
      assertThat(server.requests).hasValue(2);
    }
  }

  private static Misbehaving swallowing() throws Exception {
    AtomicInteger[] counter = new AtomicInteger[1];
    Misbehaving server =
        new Misbehaving(
            grid.host(),
            (socket, plain) -> {
              readRequest(socket);
              counter[0].incrementAndGet();
              plain.close();
            });
    counter[0] = server.requests;
    return server;
  }

  @Test
  void silenceEndsAtTheDeadline() throws Exception {
    try (Misbehaving server =
            new Misbehaving(
                grid.host(),
                (socket, plain) -> {
                  readRequest(socket);
                  while (true) {
                    // a trickle, which no timeout between two reads would notice
                    write(socket, "H");
                    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                  }
                });
        GridHttpClient client = client(server.listener.getLocalPort(), "localhost")) {
      long begin = System.nanoTime();
      assertThatThrownBy(() -> post(client))
          .isInstanceOf(ReplyLostException.class)
          .hasCauseInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("within 1000 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void silenceInsteadOfAHandshakeEndsAtTheDeadline() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        GridHttpClient client = client(mute.getLocalPort(), "localhost")) {
      assertThatThrownBy(() -> post(client))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("no connection to localhost:" + mute.getLocalPort());
    }
  }

  @Test
  void serverCertificateMustBeForTheHost() throws Exception {
    try (Misbehaving server =
            new Misbehaving(
                grid.vomsServer("other.test.example"),
                (socket, plain) -> {
                  readRequest(socket);
                  write(socket, OK);
                });
        GridHttpClient client = client(server.listener.getLocalPort(), "localhost")) {
      assertThatThrownBy(() -> post(client))
          .isInstanceOf(javax.net.ssl.SSLException.class)
          .hasMessageContaining("localhost");
    }
  }

  @Test
  void addressesInTheCertificateCount() throws Exception {
    try (Misbehaving server =
            new Misbehaving(
                grid.host(),
                (socket, plain) -> {
                  readRequest(socket);
                  write(socket, OK);
                });
        GridHttpClient client = client(server.listener.getLocalPort(), "127.0.0.1")) {
      assertThat(post(client).status()).isEqualTo(200);
    }
  }

  @Test
  void serverOfAnotherAuthorityIsRefused(@TempDir Path elsewhere) throws Exception {
    try (Misbehaving server =
            new Misbehaving(
                ThrowAwayGrid.openOrCreate(elsewhere, "elsewhere").host(),
                (socket, plain) -> {
                  readRequest(socket);
                  write(socket, OK);
                });
        GridHttpClient client = client(server.listener.getLocalPort(), "localhost")) {
      assertThatThrownBy(() -> post(client))
          .isInstanceOf(javax.net.ssl.SSLException.class)
          .hasMessageContaining("trusted");
    }
  }

  @Test
  void headersAreNoPlaceForLineBreaks() throws Exception {
    try (GridHttpClient client = client(1, "localhost")) {
      assertThatThrownBy(() -> client.post("/", Map.of("A", "b\r\nC: d"), new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> client.post("/ x", Map.of(), new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> post(client)).isInstanceOf(java.net.ConnectException.class);
    }
  }
}
