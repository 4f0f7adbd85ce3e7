// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.Calls;
import dev.bora.rpc.contract.FaultCode;
import dev.bora.rpc.contract.PingArgs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddAnswersTest {

  private static final String GOOD =
      "<methodResponse><params><param><value><struct>"
          + "<member><name>backend</name><value>be1</value></member>"
          + "<member><name>version</name><value>1</value></member>"
          + "<member><name>later</name><value><array><data></data></array></value></member>"
          + "</struct></value></param></params></methodResponse>";

  @Test
  void understandsAGoodAnswerWithMembersOfANewerRelease() throws IOException {
    try (FakeBackend backend = FakeBackend.ok(GOOD, "Bora-Backend: be1", "connection:  Close ");
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertThat(client.calls().ping(Calls.context(), new PingArgs()).backend()).isEqualTo("be1");
      // Asked to close.
      assertThat(client.openConnections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/2 200\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"
      })
  void doesNotUnderstandOtherHttp(String answer) throws IOException {
    try (FakeBackend backend = new FakeBackend(answer);
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertNotUnderstood(client);
      // Who knows where the next answer would begin.
      assertThat(client.openConnections()).isZero();
    }
  }

  @Test
  void boundsTheHead() throws IOException {
    String endless = "HTTP/1.1 200 OK\r\n" + "X-Filler: 0123456789\r\n".repeat(100_000);
    try (FakeBackend backend = new FakeBackend(endless);
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertNotUnderstood(client);
    }
    String oneLine = "HTTP/1.1 200 " + "x".repeat(1 << 20);
    try (FakeBackend backend = new FakeBackend(oneLine);
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertNotUnderstood(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ok",
        "<methodResponse/>",
        "<methodResponse><params/></methodResponse>",
        "<methodResponse><params><param><value>text</value></param></params></methodResponse>",
        "<methodResponse><params><param><value><nil/></value></param></params></methodResponse>",
        "<methodResponse><params><param><value><struct></struct></value></param></params></methodResponse>",
        "<methodResponse><fault><value>text</value></fault></methodResponse>",
        "<methodResponse><fault><value><struct></struct></value></fault></methodResponse>",
        "<methodResponse><fault><value><struct><member><name>faultCode</name><value>1</value></member></struct></value></fault></methodResponse>",
        "<methodCall><methodName>bora.ping</methodName></methodCall>"
      })
  void doesNotUnderstandOtherXml(String body) throws IOException {
    try (FakeBackend backend = FakeBackend.ok(body);
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertNotUnderstood(client);
    }
  }

  @Test
  void deepNestingIsNotUnderstood() throws IOException {
    String deep = "<value><array><data>".repeat(5000) + "</data></array></value>".repeat(5000);
    try (FakeBackend backend =
            FakeBackend.ok(
                "<methodResponse><params><param>" + deep + "</param></params></methodResponse>");
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertNotUnderstood(client);
    }
  }

  @Test
  void aFaultHasItsCodeAndText() throws IOException {
    String fault =
        "<methodResponse><fault><value><struct>"
            + "<member><name>faultCode</name><value><int>1</int></value></member>"
            + "<member><name>faultString</name><value>no &amp; \\u0007</value></member>"
            + "</struct></value></fault></methodResponse>";
    try (FakeBackend backend = FakeBackend.ok(fault);
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertThatThrownBy(() -> client.calls().ping(Calls.context(), new PingArgs()))
          .isInstanceOfSatisfying(
              BackendFaultException.class,
              e -> {
                assertThat(e.code()).contains(FaultCode.BAD_CALL);
                assertThat(e.mayHaveRun()).isFalse();
                assertThat(e).hasMessage("no & \u0007");
              });
    }
  }

  private static void assertNotUnderstood(BackendClient client) {
    assertThatThrownBy(() -> client.calls().ping(Calls.context(), new PingArgs()))
        .isInstanceOfSatisfying(
            BackendProtocolException.class, e -> assertThat(e.mayHaveRun()).isTrue());
  }
}
