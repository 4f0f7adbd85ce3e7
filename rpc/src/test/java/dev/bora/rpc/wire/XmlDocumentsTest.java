// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.Trap;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

class XmlDocumentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE x><x/>",
        "<?xml version='1.0'?> <!DOCTYPE x SYSTEM 'y'><x/>",
        "<!DOCTYPE"
      })
  void seesADoctype(String document) {
    assertThat(XmlDocuments.hasDoctype(bytes(document))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<", "<!DOCTYP", "<x>&lt;!DOCTYPE</x>", "<x/>"})
  void seesNone(String document) {
    assertThat(XmlDocuments.hasDoctype(bytes(document))).isFalse();
  }

  /** What hasDoctype should overlook one day. */
  @Test
  void theParserRefusesADoctypeByItself() throws Exception {
    try (Trap trap = new Trap()) {
      assertRefused("<!DOCTYPE x SYSTEM \"" + trap.url() + "\"><x/>");
      assertRefused("<!DOCTYPE x [<!ENTITY e SYSTEM \"" + trap.url() + "\">]><x>&e;</x>");
      assertRefused("<!DOCTYPE x><x/>");
      assertThat(trap.visits()).isZero();
    }
  }

  @Test
  void boundsTheDepth() {
    assertThatCode(() -> XmlDocuments.read(bytes(nested(100)), new DefaultHandler()))
        .doesNotThrowAnyException();
    assertRefused(nested(101));
  }

  @Test
  void readsUtf8Only() {
    assertThatThrownBy(() ->
            XmlDocuments.read(
                "<x>ä</x>".getBytes(StandardCharsets.ISO_8859_1), new DefaultHandler()))
        .isInstanceOf(SAXException.class);
  }

  private static String nested(int depth) {
    return "<x>".repeat(depth) + "</x>".repeat(depth);
  }

  private static void assertRefused(String document) {
    assertThatThrownBy(() -> XmlDocuments.read(bytes(document), new DefaultHandler()))
        .isInstanceOf(SAXException.class);
  }

  private static byte[] bytes(String document) {
    return document.getBytes(StandardCharsets.UTF_8);
  }
}
