// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.time.Duration;

/**
 * How often and how long a call is asked again when connections fail. The first repetition comes at
 * once, the others after pauses that double.
 *
 * @param maxAttempts attempts in all, at least 1
 * @param totalTime for all attempts and pauses of a call together
 * @param firstPause before the third attempt
 * @param longestPause no pause is longer
 */
public record RetryPolicy(
    int maxAttempts, Duration totalTime, Duration firstPause, Duration longestPause) {

  /** Checks what was given. */
  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts is less than 1");
    }
    if (!totalTime.isPositive() || firstPause.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException("a retry policy has a duration that is not positive");
    }
  }

  /**
   * 8 attempts in 60 s, with pauses from 50 ms to 2 s.
   *
   * @return the usual policy
   */
  public static RetryPolicy standard() {
    return new RetryPolicy(8, Duration.ofSeconds(60), Duration.ofMillis(50), Duration.ofSeconds(2));
  }

  /**
   * The same with another bound on time.
   *
   * @param total for all attempts and pauses of a call together
   * @return a policy
   */
  public RetryPolicy within(Duration total) {
    return new RetryPolicy(maxAttempts, total, firstPause, longestPause);
  }

  /** The pause before an attempt, counted from 1. */
  Duration pauseBefore(int attempt) {
    if (attempt <= 2) {
      return Duration.ZERO;
    }
    Duration pause = firstPause.multipliedBy(1L << Math.min(attempt - 3, 20));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
