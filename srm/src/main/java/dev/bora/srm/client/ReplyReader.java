// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads one HTTP/1.1 reply: with Content-Length, chunked, or up to the end of the connection. */
final class ReplyReader {

  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 256;

  private final InputStream in;
  private final int maximumBody;
  private boolean reusable;

  ReplyReader(InputStream in, int maximumBody) {
    this.in = in;
    this.maximumBody = maximumBody;
  }

  /** After {@link #read}: whether another request may follow on this connection. */
  boolean reusable() {
    return reusable;
  }

  GridHttpReply read() throws IOException {
    while (true) {
      String line = line();
      int status = status(line);
      Map<String, List<String>> headers = headers();
      if (status >= 200) {
        reusable = line.startsWith("HTTP/1.1") && !says(headers, "Connection", "close");
        return new GridHttpReply(status, headers, body(status, headers));
      }
    }
  }

  private static int status(String line) throws ProtocolException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new ProtocolException("not an HTTP/1.1 status line: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int count = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not an HTTP header: " + line);
      }
      if (++count > MOST_HEADERS) {
        throw new ProtocolException("more than " + MOST_HEADERS + " headers in a reply");
      }
      headers
          .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static boolean says(Map<String, List<String>> headers, String name, String value) {
    return headers.getOrDefault(name, List.of()).stream()
        .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(value));
  }

  private byte[] body(int status, Map<String, List<String>> headers) throws IOException {
    if (status == 204 || status == 304) {
      return new byte[0];
    }
    if (says(headers, "Transfer-Encoding", "chunked")) {
      return chunks();
    }
    List<String> lengths = headers.getOrDefault("Content-Length", List.of());
    if (!lengths.isEmpty()) {
      return exactly(number(lengths.getFirst(), 10));
    }
    reusable = false;
    byte[] body = in.readNBytes(maximumBody);
    if (body.length == maximumBody && in.read() >= 0) {
      throw tooLong();
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      long size = number(line().replaceFirst(";.*", "").strip(), 16);
      if (size == 0) {
        headers();
        return body.toByteArray();
      }
      if (body.size() + size > maximumBody) {
        throw tooLong();
      }
      body.write(exactly(size));
      if (!line().isEmpty()) {
        throw new ProtocolException("a chunk of a reply is longer than announced");
      }
    }
  }

  private byte[] exactly(long length) throws IOException {
    if (length > maximumBody) {
      throw tooLong();
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within a reply");
    }
    return bytes;
  }

  private static long number(String text, int radix) throws ProtocolException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ProtocolException("not a length: " + text);
  }

  private ProtocolException tooLong() {
    return new ProtocolException("a reply of more than " + maximumBody + " bytes");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the connection ended before a reply was complete");
      }
      if (line.size() == LONGEST_LINE) {
        throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes in a reply");
      }
      line.write(octet);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
