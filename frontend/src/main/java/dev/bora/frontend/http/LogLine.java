// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import org.jspecify.annotations.Nullable;

/**
 * A line of {@code key=value} pairs. Whatever a client wrote stands in quotes, with everything but
 * printable ASCII escaped: no value can look like another pair or another line.
 */
final class LogLine {
  private static final int LONGEST = 1024;

  private final StringBuilder line = new StringBuilder(256);

  /** A value of our own making: a word. */
  LogLine word(String key, Object value) {
    key(key).append(value);
    return this;
  }

  /** A value that others have made; left out if there is none. */
  LogLine text(String key, @Nullable String value) {
    if (value == null) {
      return this;
    }
    key(key).append('"');
    int end = Math.min(value.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      append(value.charAt(i));
    }
    line.append(end < value.length() ? "\"..." : "\"");
    return this;
  }

  private void append(char character) {
    if (character == '"' || character == '\\') {
      line.append('\\').append(character);
    } else if (character >= ' ' && character <= '~') {
      line.append(character);
    } else {
      line.append("\\u%04x".formatted((int) character));
    }
  }

  private StringBuilder key(String key) {
    return line.append(line.isEmpty() ? "" : " ").append(key).append('=');
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
