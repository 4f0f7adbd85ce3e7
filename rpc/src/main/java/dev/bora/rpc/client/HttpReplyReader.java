// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the only kind of answer that a backend gives: HTTP/1.1 with a length, without encodings.
 */
final class HttpReplyReader {

  private static final int MAX_HEAD_BYTES = 16 << 10;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([0-9]{3})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");

  private final ReadableByteChannel channel;
  private final int maxBodyBytes;
  private final ByteBuffer buffer = ByteBuffer.allocate(8 << 10).flip();

  HttpReplyReader(ReadableByteChannel channel, int maxBodyBytes) {
    this.channel = channel;
    this.maxBodyBytes = maxBodyBytes;
  }

  HttpReply read() throws IOException {
    int budget = MAX_HEAD_BYTES;
    String statusLine = readLine(budget);
    Matcher status = STATUS_LINE.matcher(statusLine);
    if (!status.matches()) {
      throw notUnderstood("it does not begin with an HTTP/1.1 status line");
    }
    Map<String, String> headers = new HashMap<>();
    budget -= statusLine.length();
    String line = readLine(budget);
    while (!line.isEmpty()) {
      addHeader(headers, line);
      budget -= line.length() + 2;
      line = readLine(budget);
    }
    byte[] body = readBody(length(headers));
    boolean leftovers = buffer.hasRemaining();
    return new HttpReply(
        Integer.parseInt(status.group(1)),
        leftovers || "close".equalsIgnoreCase(headers.get("connection")),
        headers.get("bora-backend"),
        body);
  }

  private static void addHeader(Map<String, String> headers, String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw notUnderstood("it has a malformed header");
    }
    String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
    if (headers.put(name, line.substring(colon + 1).strip()) != null) {
      throw notUnderstood("it repeats a header");
    }
  }

  private int length(Map<String, String> headers) {
    if (headers.containsKey("transfer-encoding") || headers.containsKey("content-encoding")) {
      throw notUnderstood("its body is encoded");
    }
    String length = headers.get("content-length");
    if (length == null || !LENGTH.matcher(length).matches()) {
      throw notUnderstood("it does not tell its length");
    }
    if (Long.parseLong(length) > maxBodyBytes) {
      throw notUnderstood("it is longer than " + maxBodyBytes + " bytes");
    }
    return Integer.parseInt(length);
  }

  private byte[] readBody(int length) throws IOException {
    ByteBuffer body = ByteBuffer.allocate(length);
    int buffered = Math.min(length, buffer.remaining());
    body.put(0, buffer, buffer.position(), buffered).position(buffered);
    buffer.position(buffer.position() + buffered);
    while (body.hasRemaining()) {
      if (channel.read(body) < 0) {
        throw new EOFException("closed after " + body.position() + " of " + length + " bytes");
      }
    }
    return body.array();
  }

  private String readLine(int budget) throws IOException {
    StringBuilder line = new StringBuilder(64);
    while (true) {
      char character = (char) (readByte() & 0xFF);
      if (character == '\n') {
        break;
      }
      if (line.length() >= budget) {
        throw notUnderstood("its head is longer than " + MAX_HEAD_BYTES + " bytes");
      }
      line.append(character);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw notUnderstood("a line of its head does not end with CR LF");
    }
    return line.substring(0, line.length() - 1);
  }

  private byte readByte() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      if (count < 0) {
        throw new EOFException("closed without a whole answer");
      }
    }
    return buffer.get();
  }

  private static BackendProtocolException notUnderstood(String why) {
    return new BackendProtocolException("the answer is not understood: " + why, null);
  }
}
