// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import java.time.Duration;

/**
 * How large a drill is.
 *
 * @param rounds how often clients work, come to rest and are checked; at least 1
 * @param length how long they work in each round
 * @param seed decides what clients do and when faults come
 */
public record DrillOptions(int rounds, Duration length, long seed) {

  /** Checks the ranges. */
  public DrillOptions {
    if (rounds < 1 || !length.isPositive()) {
      throw new IllegalArgumentException("a drill has at least one round of at least a second");
    }
  }
}
