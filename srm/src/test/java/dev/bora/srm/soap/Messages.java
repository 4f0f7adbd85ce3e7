// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Messages of the test resources, and messages around a given body. */
final class Messages {
  private Messages() {}

  static byte[] load(String name) throws IOException {
    try (InputStream file = Messages.class.getResourceAsStream("messages/" + name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    }
  }

  /** A written message as it is on the wire: the files are indented for people. */
  static String loadWithoutIndent(String name) throws IOException {
    return new String(load(name), StandardCharsets.UTF_8).replaceAll("\\n *", "");
  }

  static String envelope(String body) {
    return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'"
        + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
        + " xmlns:n='http://srm.lbl.gov/StorageResourceManager'><s:Body>"
        + body
        + "</s:Body></s:Envelope>";
  }

  /** A request whose part has that content. */
  static String request(String operation, String content) {
    return envelope(
        "<n:%1$s><%1$sRequest>%2$s</%1$sRequest></n:%1$s>".formatted(operation, content));
  }

  static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
