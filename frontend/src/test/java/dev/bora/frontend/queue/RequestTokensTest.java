// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.frontend.call.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTokensTest {
  @Test
  void aTokenIsAUuidOfVersion7ThatBeginsWithItsTime() {
    Instant now = Instant.parse("2026-11-21T04:00:00.123Z");
    UUID token = UUID.fromString(new RequestTokens(Clock.fixed(now, ZoneOffset.UTC)).next());
    assertThat(token.version()).isEqualTo(7);
    assertThat(token.variant()).isEqualTo(2);
    assertThat(token.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
  }

  @Test
  void noTwoAreTheSame() {
    RequestTokens tokens = new RequestTokens(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String token = tokens.next();
      assertThatCode(() -> RequestTokens.requireForm(token)).doesNotThrowAnyException();
      assertThat(seen.add(token)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fake_token", "0197-", "0197f000-0000-7000-8000-00000000000é"})
  void otherTextsAreNone(String text) {
    assertThatThrownBy(() -> RequestTokens.requireForm(text))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("SRM_INVALID_REQUEST: invalid token: ");
  }
}
