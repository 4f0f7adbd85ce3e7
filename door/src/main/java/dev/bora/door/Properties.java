// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/**
 * PROPFIND (RFC 4918, 9.1), by which gfal2 (davix) looks at a {@code davs} TURL before it reads or
 * writes it: the properties of the one file, whatever the depth, for it has no members. Which
 * properties the body asks for is not read: the answer is that to a client that asks for all.
 */
final class Properties {
  private static final long MOST_BODY = 64 * 1024;
  private static final Duration BODY_PATIENCE = Duration.ofSeconds(10);

  private Properties() {}

  static void send(Exchange exchange, Grant grant)
      throws Refusal, IOException, InterruptedException {
    dropBody(exchange);
    byte[] answer;
    try (AreaFile file = AreaFile.forReading(grant)) {
      answer = multiStatus(exchange, file).getBytes(StandardCharsets.US_ASCII);
    }
    exchange.response().setStatus(HttpStatus.MULTI_STATUS_207);
    exchange
        .response()
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, "application/xml;charset=utf-8")
        .put(HttpHeader.CONTENT_LENGTH, answer.length);
    Download.write(exchange, true, ByteBuffer.wrap(answer));
  }

  private static void dropBody(Exchange exchange)
      throws Refusal, BrokenConnectionException, InterruptedException {
    if (exchange.request().getLength() > MOST_BODY
        || !exchange.body().drop(MOST_BODY, BODY_PATIENCE)) {
      throw new Refusal(
          HttpStatus.PAYLOAD_TOO_LARGE_413, "the body of a PROPFIND is to be short, and to end");
    }
  }

  private static String multiStatus(Exchange exchange, AreaFile file) {
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <D:multistatus xmlns:D="DAV:">
    <D:response>
    <D:href>%s</D:href>
    <D:propstat>
    <D:prop>
    <D:resourcetype/>
    <D:getcontentlength>%d</D:getcontentlength>
    <D:getlastmodified>%s</D:getlastmodified>
    <D:getetag>"%s"</D:getetag>
    </D:prop>
    <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
    </D:response>
    </D:multistatus>
    """
        .formatted(
            reference(exchange.request().getHttpURI().getPath()),
            file.size(),
            DateGenerator.formatDate(file.status().modified().toEpochMilli()),
            file.contentId());
  }

  /**
   * The path as it was sent, but with all that is neither fit for a URL nor for XML as it stands in
   * percent escapes.
   */
  static String reference(String path) {
    StringBuilder text = new StringBuilder();
    for (byte value : path.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (value & 0xFF);
      if (character == '&') {
        text.append("&amp;");
      } else if (isPlain(character)) {
        text.append(character);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
      }
    }
    return text.toString();
  }

  private static boolean isPlain(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || "-._~/%!$()*+,;=:@".indexOf(character) >= 0;
  }
}
