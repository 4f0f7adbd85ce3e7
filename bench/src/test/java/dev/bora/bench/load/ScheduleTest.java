// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void arrivalsAreEvenAndDoNotDrift() {
    assertThat(new Schedule(5, 3_000).arrival(0)).isEqualTo(5);
    assertThat(new Schedule(0, 200).arrival(1)).isEqualTo(SECOND / 200);
    assertThat(new Schedule(0, 3_000).arrival(3_000_000)).isEqualTo(1_000 * SECOND);
  }

  @Test
  void whoIsLateIsNotHeldUpFurther() {
    Schedule schedule = new Schedule(System.nanoTime() - SECOND, 1);
    schedule.await(1);
    assertThat(System.nanoTime() - schedule.start()).isBetween(SECOND, 3 * SECOND);
    schedule.await(0);
  }
}
