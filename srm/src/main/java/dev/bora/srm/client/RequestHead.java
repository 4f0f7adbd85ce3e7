// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the request line and the headers of an HTTP/1.1 request. */
final class RequestHead {

  private RequestHead() {}

  /**
   * The bytes before the body.
   *
   * @param length of the body; negative: there is none, and no Content-Length either
   * @throws IllegalArgumentException something in it would end its line
   */
  static byte[] of(
      String method,
      String target,
      GridHttpConfig server,
      Map<String, String> headers,
      long length) {
    StringBuilder head = new StringBuilder(method);
    head.append(' ').append(visible(target)).append(" HTTP/1.1\r\nHost: ");
    head.append(server.host().indexOf(':') < 0 ? server.host() : "[" + server.host() + "]");
    head.append(':').append(server.port());
    if (length >= 0) {
      head.append("\r\nContent-Length: ").append(length);
    }
    headers.forEach((name, value) ->
        head.append("\r\n").append(visible(name)).append(": ").append(printable(value)));
    return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String visible(String text) {
    if (!text.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException("not for an HTTP request line or header name: " + text);
    }
    return text;
  }

  private static String printable(String text) {
    if (!text.matches("[\\x20-\\x7e]*")) {
      throw new IllegalArgumentException("not for an HTTP header: " + text);
    }
    return text;
  }
}
