// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.Calls;
import dev.bora.rpc.RawHttp;
import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.client.BackendClient;
import dev.bora.rpc.client.BackendClientConfig;
import dev.bora.rpc.client.BackendRefusedException;
import dev.bora.rpc.contract.PingArgs;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in over HTTP, with what, and for how long. */
class BackendServerHttpTest extends BackendServerFixture {
  @Test
  void refusesNoWrongAndRepeatedSecretsAlike() throws IOException {
    String none = RawHttp.exchange(server.port(), RawHttp.post(ping("r1")));
    String wrong =
        RawHttp.exchange(
            server.port(), RawHttp.post(ping("r1"), "Bora-Secret: correct-horse-battery-stapler"));
    String empty = RawHttp.exchange(server.port(), RawHttp.post(ping("r1"), "Bora-Secret:"));
    String twice =
        RawHttp.exchange(
            server.port(), RawHttp.post(ping("r1"), RawHttp.secret(), "Bora-Secret: wrong"));
    assertThat(none)
        .startsWith("HTTP/1.1 403 ")
        .contains("Content-Length: 0\r\n")
        .endsWith("\r\n\r\n")
        .isEqualTo(wrong)
        .isEqualTo(empty)
        .isEqualTo(twice)
        .doesNotContain("be1");
    assertThat(backend.seen()).isEmpty();
  }

  @Test
  void aClientWithAnotherSecretIsRefusedOnce() {
    try (BackendClient client =
        new BackendClient(
            BackendClientConfig.of("127.0.0.1", server.port()),
            SharedSecret.of("another-secret-of-another-site"))) {
      assertThatThrownBy(() -> client.calls().ping(Calls.context(), new PingArgs()))
          .isInstanceOfSatisfying(
              BackendRefusedException.class, e -> assertThat(e.mayHaveRun()).isFalse())
          .hasMessage(
              "backend 127.0.0.1:" + server.port() + " refused the call with HTTP status 403");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "OPTIONS", "DELETE", "TRACE"})
  void answersOtherMethodsWith405(String method) throws IOException {
    String reply =
        RawHttp.exchange(
            server.port(),
            method
                + " /RPC2 HTTP/1.1\r\nHost: x\r\n"
                + RawHttp.secret()
                + "\r\nConnection: close\r\n\r\n");
    assertThat(reply).startsWith("HTTP/1.1 405 ").contains("Allow: POST\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/RPC2/", "/RPC2?x=1", "/rpc2", "/RPC2;x", "//RPC2", "/x/../RPC2", "/%52PC2"})
  void knowsOnePathOnly(String path) throws IOException {
    String reply =
        RawHttp.exchange(
            server.port(),
            RawHttp.post(ping("r1"), RawHttp.secret()).replace("/RPC2 ", path + " "));
    assertThat(reply).startsWith("HTTP/1.1 4").doesNotStartWith("HTTP/1.1 403");
    assertThat(backend.seen()).isEmpty();
  }

  @Test
  void refusesABodyThatIsTooLongBeforeReadingIt() throws IOException {
    String head =
        "POST /RPC2 HTTP/1.1\r\nHost: x\r\n"
            + RawHttp.secret()
            + "\r\nContent-Length: "
            + (MAX_REQUEST + 1)
            + "\r\n\r\n";
    assertThat(RawHttp.exchange(server.port(), head)).startsWith("HTTP/1.1 413 ");
    String huge = head.replace(String.valueOf(MAX_REQUEST + 1), "9223372036854775807");
    assertThat(RawHttp.exchange(server.port(), huge)).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void readsABodyOfExactlyTheLimit() throws IOException {
    String call = ping("r1");
    String padded = call + " ".repeat(MAX_REQUEST - call.length());
    assertThat(RawHttp.exchange(server.port(), RawHttp.post(padded, RawHttp.secret())))
        .startsWith("HTTP/1.1 200 ")
        .contains("be1</value>");
  }

  @Test
  void refusesABodyWithoutLength() throws IOException {
    String head =
        "POST /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + RawHttp.secret() + "\r\n";
    assertThat(RawHttp.exchange(server.port(), head + "\r\n")).startsWith("HTTP/1.1 411 ");
    assertThat(
            RawHttp.exchange(
                server.port(), head + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 411 ");
  }

  @Test
  void endsABodyThatTricklesIn() throws IOException {
    long start = System.nanoTime();
    try (RawHttp http = new RawHttp(server.port())) {
      http.send(
          "POST /RPC2 HTTP/1.1\r\nHost: x\r\n"
              + RawHttp.secret()
              + "\r\nContent-Length: 5000\r\n\r\n");
      // Never idle, and never done.
      assertThat(http.drip(Duration.ofMillis(50), ' ')).startsWith("HTTP/1.1 408 ");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(backend.seen()).isEmpty();
  }

  @Test
  void endsABodyThatStops() throws IOException {
    String head =
        "POST /RPC2 HTTP/1.1\r\nHost: x\r\n"
            + RawHttp.secret()
            + "\r\nContent-Length: 5000\r\n\r\n";
    assertThat(RawHttp.exchange(server.port(), head + "<method")).startsWith("HTTP/1.1 408 ");
    assertThat(backend.seen()).isEmpty();
    // The place is free again: the limit is 2.
    for (int times = 0; times < 3; times++) {
      assertThat(RawHttp.exchange(server.port(), RawHttp.post(ping("r1"), RawHttp.secret())))
          .contains("be1</value>");
    }
  }

  @Test
  void closesIdleConnections() throws IOException {
    try (RawHttp http = new RawHttp(server.port())) {
      assertThat(http.readToEnd()).isEmpty();
    }
  }
}
