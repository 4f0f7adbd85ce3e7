// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTextTest {

  @Test
  void everyCharComesBackAloneAndBetweenOthers() {
    for (int unit = 0; unit <= 0xFFFF; unit++) {
      String alone = String.valueOf((char) unit);
      assertComesBack(alone);
      assertComesBack("a" + alone + "b");
      assertComesBack(alone + alone);
      assertComesBack("\uD83D" + alone);
      assertComesBack(alone + "\uDE00");
    }
  }

  @Test
  void leavesAloneWhatXmlHolds() {
    String text = "a b\tc\nd &<>]]> ä \uD83D\uDE00 \uFFFD";
    assertThat(WireText.escape(text)).isSameAs(text);
  }

  @Test
  void escapesByBackslash() {
    assertThat(WireText.escape("a\u0000\r\\\uD83D\uFFFE"))
        .isEqualTo("a\\u0000\\u000D\\\\\\uD83D\\uFFFE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\", "a\\", "\\n", "\\u", "\\u00", "\\u000", "\\u00G0", "\\u٠٠٠٠", "\\\\\\"})
  void refusesABackslashThatEscapesNothing(String wire) {
    assertThatThrownBy(() -> WireText.unescape(wire))
        .isInstanceOf(MalformedValueException.class)
        .hasMessage("the value has a backslash that escapes nothing");
  }

  private static void assertComesBack(String text) {
    String wire = WireText.escape(text);
    boolean holdable =
        wire.codePoints()
            .allMatch(point ->
                point == '\t'
                    || point == '\n'
                    || (point >= 0x20 && point <= 0xD7FF)
                    || (point >= 0xE000 && point <= 0xFFFD)
                    || point >= 0x10000);
    if (!holdable || !WireText.unescape(wire).equals(text)) {
      throw new AssertionError("not carried: " + text.codePoints().boxed().toList());
    }
  }
}
