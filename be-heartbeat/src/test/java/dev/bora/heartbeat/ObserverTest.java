// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NodeRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverTest {
  private static final Duration STALE = Duration.ofSeconds(10);
  private static final Instant BEAT = Instant.parse("2026-01-01T00:00:00Z");

  private long now = 1;
  private final Observer observer = new Observer(Duration.ofSeconds(3), false, () -> now);

  @Test
  void aBeatThatStandsStillForTheStaleTimeIsUnchanged() {
    watch(BEAT, 9);
    assertThat(observer.isUnchanged(1, STALE)).isFalse();
    watch(BEAT, 2);
    assertThat(observer.isUnchanged(1, STALE)).isTrue();
  }

  @Test
  void anyOtherBeatBeginsAnew() {
    watch(BEAT, 9);
    watch(BEAT.plusSeconds(1), 9);
    assertThat(observer.isUnchanged(1, STALE)).isFalse();
    // The database's clock may be set back.
    watch(BEAT.minusSeconds(3600), 9);
    assertThat(observer.isUnchanged(1, STALE)).isFalse();
  }

  @Test
  void aGapInTheLookingBeginsAnew() {
    watch(BEAT, 9);
    now += Duration.ofSeconds(60).toNanos();
    watch(BEAT, 9);
    assertThat(observer.isUnchanged(1, STALE)).isFalse();
    watch(BEAT, 2);
    assertThat(observer.isUnchanged(1, STALE)).isTrue();
  }

  @Test
  void afterAnOutageEverybodyHasSomeMoreTimeOnce() {
    watch(BEAT, 9);
    observer.outage();
    now += Duration.ofSeconds(3).toNanos();
    watch(BEAT, 15);
    assertThat(observer.isUnchanged(1, STALE)).isFalse();
    watch(BEAT, 1);
    assertThat(observer.isUnchanged(1, STALE)).isTrue();
    watch(BEAT.plusSeconds(1), 10);
    assertThat(observer.isUnchanged(1, STALE)).isFalse();
    watch(BEAT.plusSeconds(1), 1);
    assertThat(observer.isUnchanged(1, STALE)).isTrue();
  }

  @Test
  void aLookThatFailedBetweenOthersChangesNothing() {
    watch(BEAT, 9);
    observer.outage();
    watch(BEAT, 2);
    assertThat(observer.isUnchanged(1, STALE)).isTrue();
  }

  @Test
  void whoBeginsAfterAnOutageGivesIt() {
    Observer late = new Observer(Duration.ofSeconds(3), true, () -> now);
    watch(late, BEAT, 15);
    assertThat(late.isUnchanged(1, STALE)).isFalse();
    watch(late, BEAT, 1);
    assertThat(late.isUnchanged(1, STALE)).isTrue();
  }

  @Test
  void whatIsNotThereIsNotUnchanged() {
    watch(BEAT, 20);
    observer.look(List.of());
    assertThat(observer.isUnchanged(1, STALE)).isFalse();
    assertThat(observer.isUnchanged(2, STALE)).isFalse();
  }

  private void watch(Instant beat, int seconds) {
    watch(observer, beat, seconds);
  }

  private void watch(Observer by, Instant beat, int seconds) {
    for (int i = 0; i < seconds; i++) {
      by.look(
          List.of(
              new IncarnationRow(
                  1,
                  NodeRole.BACKEND,
                  "b",
                  "h:1",
                  "1",
                  "0",
                  "boot",
                  1,
                  IncarnationState.UP,
                  BEAT,
                  beat,
                  0)));
      now += Duration.ofSeconds(1).toNanos();
    }
  }
}
