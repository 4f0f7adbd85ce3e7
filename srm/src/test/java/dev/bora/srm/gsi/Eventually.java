// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition. */
final class Eventually {

  private Eventually() {}

  static void become(Duration within, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not become true within " + within);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
