// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  void pairsInOrder() {
    assertThat(new LogLine().word("request", "1").text("dn", "/CN=A B").word("ms", 3).toString())
        .isEqualTo("request=1 dn=\"/CN=A B\" ms=3");
  }

  @Test
  void nothingIsLeftOut() {
    assertThat(new LogLine().text("token", null).word("ms", 3).toString()).isEqualTo("ms=3");
  }

  @Test
  void noValueCanForgeAPairOrALine() {
    assertThat(
            new LogLine()
                .text("surl", "a\" status=SRM_SUCCESS \\\r\nrequest=2\u2028\u202e\u001b[2K")
                .toString())
        .isEqualTo(
            "surl=\"a\\\" status=SRM_SUCCESS \\\\\\u000d\\u000arequest=2"
                + "\\u2028\\u202e\\u001b[2K\"")
        .doesNotContain("\n");
  }

  @Test
  void aLongValueIsCut() {
    assertThat(new LogLine().text("surl", "a".repeat(5000)).toString())
        .isEqualTo("surl=\"" + "a".repeat(1024) + "\"...");
  }
}
