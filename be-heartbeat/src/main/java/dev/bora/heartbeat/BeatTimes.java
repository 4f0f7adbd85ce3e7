// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import java.time.Duration;

/**
 * The times of the heartbeat.
 *
 * @param beat between two signs of life; default 2 s
 * @param selfStop after the last sign of life that committed was sent, a backend begins nothing any
 *     more; default 6 s
 * @param stale after the last sign of life others may take a backend's work; default 10 s
 */
public record BeatTimes(Duration beat, Duration selfStop, Duration stale) {
  /** 2 s, 6 s, 10 s. */
  public static final BeatTimes DEFAULT =
      new BeatTimes(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(10));

  /**
   * Refuses what cannot work: a backend must miss two beats before it stops, and stop before others
   * take over.
   */
  public BeatTimes {
    if (beat.isNegative() || beat.isZero()) {
      throw new IllegalArgumentException("beat is " + beat + ", must be positive");
    }
    if (selfStop.compareTo(beat.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "self-stop is " + selfStop + ", must be at least twice the beat of " + beat);
    }
    if (stale.compareTo(selfStop.plus(beat)) < 0) {
      throw new IllegalArgumentException(
          "stale is " + stale + ", must be at least self-stop " + selfStop + " plus beat " + beat);
    }
  }

  /**
   * After the last sign of life that committed was sent, the kernel kills a backend that still has
   * a call in flight: halfway between self-stop and stale. Not at self-stop, because most calls
   * then in flight come back by themselves a moment later and the process need not die; and not as
   * late as stale, because the process must be dead before others may take over.
   */
  public Duration killAfter() {
    return selfStop.plus(stale.minus(selfStop).dividedBy(2));
  }
}
