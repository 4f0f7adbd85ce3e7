// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

  private static ReplyReader reader(String bytes) {
    return new ReplyReader(
        new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)), 20);
  }

  private static void assertBody(String bytes, String body, boolean reusable) throws IOException {
    ReplyReader reader = reader(bytes);
    assertThat(new String(reader.read().body(), StandardCharsets.ISO_8859_1)).isEqualTo(body);
    assertThat(reader.reusable()).isEqualTo(reusable);
  }

  @Test
  void bodies() throws IOException {
    assertBody("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcxyz", "abc", true);
    assertBody("HTTP/1.1 200\r\ncontent-length:0\r\n\r\n", "", true);
    assertBody("HTTP/1.1 204 No Content\r\n\r\n", "", true);
    assertBody("HTTP/1.1 200 OK\nContent-Length: 1\n\na", "a", true);
    assertBody(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
        "abc0123456789",
        true);
    assertBody("HTTP/1.1 200 OK\r\n\r\nto the end", "to the end", false);
    assertBody("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 1\r\n\r\na", "a", false);
    assertBody("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", "a", false);
    assertBody(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 No\r\nContent-Length: 1\r\n\r\na", "a", true);
  }

  @Test
  void headersAnyCase() throws IOException {
    GridHttpReply reply =
        reader("HTTP/1.1 401 X\r\nX-a: 1\r\nx-A: 2\r\nContent-Length: 0\r\n\r\n").read();
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers().get("X-A")).containsExactly("1", "2");
    assertThat(reply.header("content-LENGTH")).contains("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n012345678901234567890",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n012345678901234567890",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n012345678901234567890\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        "HTTP/2 200\r\n\r\n",
        "hello\r\n\r\n",
        "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
      })
  void refused(String bytes) {
    assertThatThrownBy(() -> reader(bytes).read()).isInstanceOf(IOException.class);
  }

  @Test
  void longHeadersAreRefused() {
    assertThatThrownBy(
            () -> reader("HTTP/1.1 200 OK\r\nA: " + "x".repeat(20_000) + "\r\n\r\n").read())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> reader("HTTP/1.1 200 OK\r\n" + "A: x\r\n".repeat(300) + "\r\n").read())
        .isInstanceOf(IOException.class);
  }
}
