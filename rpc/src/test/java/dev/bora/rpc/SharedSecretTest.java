// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSecretTest {

  @Test
  void matchesItselfOnlyAndIsNotShown() {
    assertThat(Calls.SECRET.matches("correct-horse-battery-staple")).isTrue();
    assertThat(Calls.SECRET.matches("correct-horse-battery-stapl")).isFalse();
    assertThat(Calls.SECRET.matches("")).isFalse();
    assertThat(Calls.SECRET.toString()).doesNotContain("horse");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "short", "0123456789 abcdef", "0123456789abcdef\n", "0123456789abcdeä"})
  void refusesWhatNoHeaderShouldCarryWithoutShowingIt(String text) {
    assertThatThrownBy(() -> SharedSecret.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the secret between frontends and backends must be 16 to 1024 visible ASCII characters");
  }
}
