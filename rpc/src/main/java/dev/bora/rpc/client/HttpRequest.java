// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.SharedSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a call, the same for every attempt at it. */
final class HttpRequest {

  private final byte[] head;
  private final byte[] body;

  private HttpRequest(byte[] head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  static HttpRequest post(BackendClientConfig config, SharedSecret secret, byte[] body) {
    // An IPv6 address stands in brackets.
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    String head =
        String.join(
            "\r\n",
            "POST /RPC2 HTTP/1.1",
            "Host: " + host + ":" + config.port(),
            SharedSecret.HEADER + ": " + secret.reveal(),
            "Content-Type: text/xml;charset=utf-8",
            "Content-Length: " + body.length,
            "",
            "");
    return new HttpRequest(head.getBytes(StandardCharsets.US_ASCII), body);
  }

  /** Buffers that are still to be written, one attempt's own. */
  ByteBuffer[] buffers() {
    return new ByteBuffer[] {
      ByteBuffer.wrap(head).asReadOnlyBuffer(), ByteBuffer.wrap(body).asReadOnlyBuffer()
    };
  }

  int length() {
    return head.length + body.length;
  }
}
