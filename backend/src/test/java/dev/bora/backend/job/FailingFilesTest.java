// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailingFilesTest {
  private final FailingFiles failing = new FailingFiles();

  @Test
  void pausesDoubleUpToTheLongest() {
    // Times of System.nanoTime may be negative, and may wrap.
    long now = Long.MAX_VALUE - 5;
    Duration expected = FailingFiles.SHORTEST;
    assertThat(failing.isDue(1, now)).isTrue();
    for (int i = 0; i < 20; i++) {
      assertThat(failing.failed(1, now)).isEqualTo(i == 0);
      assertThat(failing.isDue(1, now)).isFalse();
      assertThat(failing.isDue(1, now + expected.toNanos() - 1)).isFalse();
      now += expected.toNanos();
      assertThat(failing.isDue(1, now)).isTrue();
      expected = expected.multipliedBy(2);
      if (expected.compareTo(FailingFiles.LONGEST) > 0) {
        expected = FailingFiles.LONGEST;
      }
    }
    assertThat(expected).isEqualTo(FailingFiles.LONGEST);
  }

  @Test
  void whatFailsNoMoreBeginsAnew() {
    assertThat(failing.failed(1, 0)).isTrue();
    failing.forget(1);
    assertThat(failing.isDue(1, 0)).isTrue();
    assertThat(failing.failed(1, 0)).isTrue();
  }

  @Test
  void itsMemoryIsBounded() {
    for (long id = 0; id <= FailingFiles.MOST; id++) {
      assertThat(failing.failed(id, 0)).isTrue();
    }
    assertThat(failing.isDue(0, 0)).as("the oldest is forgotten").isTrue();
    assertThat(failing.isDue(1, 0)).isFalse();
    assertThat(failing.isDue(FailingFiles.MOST, 0)).isFalse();
  }
}
