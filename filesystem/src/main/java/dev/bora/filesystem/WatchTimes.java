// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.time.Duration;

/**
 * How a storage area is watched.
 *
 * @param interval between the end of a probe and the next one, positive; default 2 s
 * @param deadline an area whose probe takes longer is hung, positive; default 5 s
 */
public record WatchTimes(Duration interval, Duration deadline) {
  /** 2 s, 5 s. */
  public static final WatchTimes DEFAULT =
      new WatchTimes(Duration.ofSeconds(2), Duration.ofSeconds(5));

  public WatchTimes {
    if (!interval.isPositive() || !deadline.isPositive()) {
      throw new IllegalArgumentException(
          "a watch needs an interval and a deadline, not " + interval + " and " + deadline);
    }
  }

  /** For people. */
  String deadlineText() {
    return deadline.toMillis() % 1000 == 0
        ? deadline.toSeconds() + " s"
        : deadline.toMillis() + " ms";
  }
}
