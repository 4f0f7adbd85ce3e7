// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
  private static final int BUFFER = 64 * 1024;

  /**
   * The first part of a reply.
   *
   * @param status three digits
   * @param headers by name, whatever its case
   */
  record Head(int status, Map<String, List<String>> headers) {}

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
    Head head = finalHead();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    copyBody(head, body, maximumBody);
    return new GridHttpReply(head.status(), head.headers(), body.toByteArray());
  }

  /** The next head that is not interim (1xx). */
  Head finalHead() throws IOException {
    while (true) {
      Head head = head();
      if (head.status() >= 200) {
        return head;
      }
    }
  }

  /** The next head, interim (1xx) or final. */
  Head head() throws IOException {
    String line = line();
    Head head = new Head(status(line), headers());
    reusable = line.startsWith("HTTP/1.1") && !says(head.headers(), "Connection", "close");
    return head;
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

  /**
   * Copies the body that follows a head.
   *
   * @param most bytes; a longer body is refused
   * @return how many there were
   */
  long copyBody(Head head, OutputStream sink, long most) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return 0;
    }
    if (says(head.headers(), "Transfer-Encoding", "chunked")) {
      return copyChunks(sink, most);
    }
    List<String> lengths = head.headers().getOrDefault("Content-Length", List.of());
    if (!lengths.isEmpty()) {
      long length = number(lengths.getFirst(), 10);
      copyExactly(length, sink, most);
      return length;
    }
    reusable = false;
    return copyToEnd(sink, most);
  }

  private long copyChunks(OutputStream sink, long most) throws IOException {
    long total = 0;
    while (true) {
      long size = number(line().replaceFirst(";.*", "").strip(), 16);
      if (size == 0) {
        headers();
        return total;
      }
      copyExactly(size, sink, most - total);
      total += size;
      if (!line().isEmpty()) {
        throw new ProtocolException("a chunk of a reply is longer than announced");
      }
    }
  }

  private void copyExactly(long length, OutputStream sink, long most) throws IOException {
    if (length > most) {
      throw tooLong(most);
    }
    byte[] buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException("the connection ended within a reply");
      }
      sink.write(buffer, 0, count);
      left -= count;
    }
  }

  private long copyToEnd(OutputStream sink, long most) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
      if (total > most) {
        throw tooLong(most);
      }
      sink.write(buffer, 0, count);
    }
    return total;
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

  private static ProtocolException tooLong(long most) {
    return new ProtocolException("a reply of more than " + most + " bytes");
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
