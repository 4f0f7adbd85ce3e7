// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

/**
 * Text that XML 1.0 can hold and that comes back as it was.
 *
 * <p>Not every Java string can be written in XML: control characters, U+FFFE, U+FFFF and lone
 * surrogates cannot at all, and a carriage return is read back as a line feed. Each such char
 * becomes a backslash, {@code u} and its four hexadecimal digits; a backslash becomes two.
 * Everything else stands for itself.
 */
public final class WireText {

  private static final char ESCAPE = '\\';

  private WireText() {}

  /**
   * The text as it goes on the wire.
   *
   * @param text any string
   * @return a string of XML 1.0 characters only, without carriage returns
   */
  public static String escape(String text) {
    int first = 0;
    while (first < text.length() && !needsEscape(text, first)) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int index = first; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == ESCAPE) {
        escaped.append(ESCAPE).append(ESCAPE);
      } else if (needsEscape(text, index)) {
        escaped.append(ESCAPE).append('u').append(String.format("%04X", (int) character));
      } else {
        escaped.append(character);
      }
    }
    return escaped.toString();
  }

  /**
   * The text that was escaped.
   *
   * @param wire what {@link #escape} made
   * @return the original string
   * @throws MalformedValueException if a backslash is followed by neither a backslash nor u and
   *     four hexadecimal digits
   */
  public static String unescape(String wire) {
    int first = wire.indexOf(ESCAPE);
    if (first < 0) {
      return wire;
    }
    StringBuilder text = new StringBuilder(wire.length()).append(wire, 0, first);
    int index = first;
    while (index < wire.length()) {
      char character = wire.charAt(index);
      if (character != ESCAPE) {
        text.append(character);
        index++;
      } else if (wire.startsWith("\\", index + 1)) {
        text.append(ESCAPE);
        index += 2;
      } else {
        text.append(unit(wire, index));
        index += 6;
      }
    }
    return text.toString();
  }

  private static char unit(String wire, int start) {
    if (!wire.startsWith("u", start + 1) || wire.length() < start + 6) {
      throw new MalformedValueException("has a backslash that escapes nothing");
    }
    int unit = 0;
    for (int index = start + 2; index < start + 6; index++) {
      int digit = hexadecimal(wire.charAt(index));
      if (digit < 0) {
        throw new MalformedValueException("has a backslash that escapes nothing");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  // Character.digit would take the digits of every script.
  private static int hexadecimal(char character) {
    return character < 128 ? Character.digit(character, 16) : -1;
  }

  private static boolean needsEscape(String text, int index) {
    char character = text.charAt(index);
    if (character >= ' ' && character < Character.MIN_SURROGATE) {
      return character == ESCAPE;
    }
    if (character < ' ') {
      return character != '\n' && character != '\t';
    }
    if (Character.isHighSurrogate(character)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    if (Character.isLowSurrogate(character)) {
      return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
    }
    return character > 0xFFFD;
  }
}
