// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.surl;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Shows names of files, which are bytes, as text for listings. */
public final class FileNames {
  private FileNames() {}

  /**
   * The name or path as text: its UTF-8 characters as they are, and %XX for each byte of what is
   * not UTF-8, or is a character that no SURL may have. A percent sign stays as it is, so that a
   * name which can be asked for is shown as it has to be asked for.
   */
  public static String show(byte[] name) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(name);
    CharBuffer characters = CharBuffer.allocate(name.length);
    StringBuilder shown = new StringBuilder(name.length);
    CoderResult result;
    do {
      result = decoder.decode(bytes, characters, true);
      appendShown(shown, characters.flip());
      characters.clear();
      if (result.isError()) {
        for (int i = 0; i < result.length(); i++) {
          appendEscaped(shown, bytes.get());
        }
      }
    } while (result.isError());
    return shown.toString();
  }

  private static void appendShown(StringBuilder shown, CharBuffer characters) {
    characters
        .codePoints()
        .forEach(c -> {
          if (NameCharacters.isAllowed(c)) {
            shown.appendCodePoint(c);
          } else {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
              appendEscaped(shown, b);
            }
          }
        });
  }

  private static void appendEscaped(StringBuilder shown, byte b) {
    shown.append("%%%02X".formatted(b & 0xff));
  }
}
