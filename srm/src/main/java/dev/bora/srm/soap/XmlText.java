// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

/** What XML 1.0 can hold. */
final class XmlText {
  private XmlText() {}

  /** The text with U+FFFD in the place of each character that XML 1.0 cannot hold. */
  static String legal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '\ud7ff') {
        return replaceIllegal(text);
      }
    }
    return text;
  }

  private static String replaceIllegal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : 0xfffd));
    return legal.toString();
  }

  // XML 1.0, 2.2. A surrogate without its other half comes as a code point of its own.
  private static boolean isLegal(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xd7ff)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd)
        || codePoint >= 0x10000;
  }
}
