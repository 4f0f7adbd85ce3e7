// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what will be. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(10);

  private Eventually() {}

  /** Something to look at. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void isTrue(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it did not happen").isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
