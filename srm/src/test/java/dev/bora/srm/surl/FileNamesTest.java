// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.surl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a b%41?#&<>", "ä€😀", "/a/b", "\u2028"})
  void whatASurlMayHaveIsShownAsItIs(String name) {
    assertThat(FileNames.show(name.getBytes(StandardCharsets.UTF_8))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "61ff62, a%FFb",
    "e4, %E4",
    "c3a4e4, ä%E4",
    // a sequence that ends too early, a surrogate, an overlong slash, beyond Unicode
    "e282, %E2%82",
    "f09f98, %F0%9F%98",
    "eda080, %ED%A0%80",
    "c0af, %C0%AF",
    "f5808080, %F5%80%80%80",
    // what XML or SURLs cannot hold
    "6100, a%00",
    "0a0d09, %0A%0D%09",
    "7f, %7F",
    "c285, %C2%85",
    "efbfbf, %EF%BF%BF",
  })
  void theRestIsShownByItsBytes(String bytes, String shown) {
    assertThat(FileNames.show(HexFormat.of().parseHex(bytes))).isEqualTo(shown);
  }
}
