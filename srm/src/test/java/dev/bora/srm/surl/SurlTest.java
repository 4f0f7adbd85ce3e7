// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.surl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "srm://localhost/testvo/f|/testvo/f",
        "SRM://localhost/testvo/f|/testvo/f",
        "srm://localhost:8444/srm/managerv2?SFN=/testvo/f|/testvo/f",
        "srm://localhost:8444/srm/managerv2?SFN=//testvo//f/|/testvo/f",
        "srm://localhost//testvo//dir1/|/testvo/dir1",
        "srm://localhost:8444/any/endpoint?SFN=/testvo/f|/testvo/f",
        "srm://localhost/?SFN=/testvo/f|/testvo/f",
        "srm://localhost/|/",
        "srm://localhost/srm/managerv2?SFN=/|/",
        "srm://localhost/srm/managerv2|/srm/managerv2",
        "srm://localhost/a/./b/../c/.|/a/c",
        "srm://localhost/a/..|/",
        "srm://localhost/a/...|/a/...",
        "srm://localhost/..a/b..|/..a/b..",
        "srm://localhost/d s/a b |/d s/a b ",
        "srm://localhost/100%/%41%2F%2e%2e/#1|/100%/%41%2F%2e%2e/#1",
        "srm://localhost/what?/a?b=c&d;e+f|/what?/a?b=c&d;e+f",
        "srm://localhost/srm/managerv2?SFN=/a?SFN=/b|/a?SFN=/b",
        "srm://localhost/a?sfn=/b|/a?sfn=/b",
        "srm://localhost:/a|/a",
        "srm://[::1]:8444/a|/a",
        "srm://127.0.0.1/a|/a",
        "srm://localhost/ä€😀|/ä€😀",
      })
  void thePathIsCanonicalAndTheTextVerbatim(String text, String path) throws Exception {
    Surl surl = Surl.parse(text);

    assertThat(surl.path()).isEqualTo(path);
    assertThat(surl.text()).isEqualTo(text);
    assertThat(surl.canonicalBytes()).isEqualTo(path.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void hostAndPort() throws Exception {
    assertThat(Surl.parse("srm://srm.example.org:65535/a").host()).isEqualTo("srm.example.org");
    assertThat(Surl.parse("srm://srm.example.org:65535/a").port()).hasValue(65_535);
    assertThat(Surl.parse("srm://srm.example.org/a").port()).isEmpty();
    assertThat(Surl.parse("srm://[2001:db8::1]:1/a").host()).isEqualTo("[2001:db8::1]");
    assertThat(Surl.parse("srm://[2001:db8::1]:1/a").port()).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/testvo/f",
        "gsiftp://localhost/a",
        "srm+https://localhost/a",
        "srm:/localhost/a",
        " srm://localhost/a",
        "srm://",
        "srm:///a",
        "srm://localhost",
        "srm://localhost:8444",
        "srm://localhost?SFN=/a",
        "srm://localhost?SFN=a",
        "srm://localhost/srm/managerv2?SFN=",
        "srm://localhost/srm/managerv2?SFN=testvo/f",
        "srm://localhost/srm/managerv2?SFN=../f",
        "srm://localhost:0/a",
        "srm://localhost:65536/a",
        "srm://localhost:-1/a",
        "srm://localhost:8444:1/a",
        "srm://local host/a",
        "srm://user@localhost/a",
        "srm://[::1/a",
        "srm://::1/a",
        "srm://localhost/..",
        "srm://localhost/a/../../b",
        "srm://localhost/./../b",
        "srm://localhost/srm/managerv2?SFN=/../srm",
        "srm://localhost/a\u0000b",
        "srm://localhost/a\nb",
        "srm://localhost/a\tb",
        "srm://localhost/a\u007fb",
        "srm://localhost/a\u0085b",
        "srm://localhost/a\ud800b",
        "srm://localhost/a\uffffb",
      })
  void whatIsNoSurlIsRefused(String text) {
    assertThatExceptionOfType(InvalidSurlException.class)
        .isThrownBy(() -> Surl.parse(text))
        .satisfies(e -> assertThat(e.explanation()).startsWith("Invalid SURL: "));
  }

  @Test
  void aComponentHasAtMost255Bytes() throws Exception {
    assertThat(Surl.parse("srm://h/" + "a".repeat(255)).path()).hasSize(256);
    assertThat(Surl.parse("srm://h/" + "ä".repeat(127)).canonicalBytes()).hasSize(255);
    for (String tooLong : List.of("a".repeat(256), "ä".repeat(128))) {
      assertThatExceptionOfType(InvalidSurlException.class)
          .isThrownBy(() -> Surl.parse("srm://h/" + tooLong))
          .withMessage("File name too long");
    }
  }

  @Test
  void aPathHasAtMost3000Bytes() throws Exception {
    String path = "/123456789".repeat(300);
    assertThat(Surl.parse("srm://h" + path).canonicalBytes()).hasSize(3000);
    assertThat(Surl.parse("srm://h" + path + "//./x/../").canonicalBytes()).hasSize(3000);
    assertThatExceptionOfType(InvalidSurlException.class)
        .isThrownBy(() -> Surl.parse("srm://h" + path + "0"))
        .withMessage("File name too long");
    assertThatExceptionOfType(InvalidSurlException.class)
        .isThrownBy(() -> Surl.parse("srm://h" + "/".repeat(Surl.MAX_TEXT_LENGTH)))
        .withMessage("File name too long");
  }
}
