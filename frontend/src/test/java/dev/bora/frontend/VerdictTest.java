// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.DatabaseUnavailableException.Trouble;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
  private final Verdict verdict = new Verdict(clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void nothingIsKnownBeforeTheFirstBeat() {
    assertThat(verdict.trouble()).isNull();
    assertThat(verdict.sentence()).contains("the database was not reached yet");
    verdict.well();
    assertThat(verdict.sentence()).isEmpty();
  }

  @Test
  void theFirstBeatsMayTakeLonger() {
    Duration young = verdict.patience();
    for (int beat = 1; beat <= 4; beat++) {
      verdict.well();
      verdict.troubled(Trouble.AWAY, "which is none");
      assertThat(verdict.patience()).isEqualTo(young);
    }
    verdict.well();
    assertThat(verdict.patience()).isLessThan(young);
  }

  @Test
  void troubleIsNewsForAMoment() {
    assertThat(verdict.isNews()).isFalse();
    verdict.troubled(Trouble.AWAY, "killed");
    pass(Duration.ofSeconds(4));
    assertThat(verdict.isNews()).isTrue();
    verdict.troubled(Trouble.AWAY, "still");
    pass(Duration.ofSeconds(2));
    assertThat(verdict.isNews()).as("that it goes on is none").isFalse();

    verdict.troubled(Trouble.READ_ONLY, "it came back so");
    assertThat(verdict.isNews()).isTrue();
    assertThat(verdict.sentence()).contains(Trouble.READ_ONLY.sentence());
    verdict.well();
    assertThat(verdict.isNews()).isFalse();
    assertThat(verdict.trouble()).isNull();
  }
}
