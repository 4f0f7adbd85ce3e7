// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets a bounded number of an area's files be worked on at a time, of those that no caller waits
 * for: more would only wait for the database.
 */
final class Lanes {
  private static final int AT_ONCE = 50;
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Map<String, Semaphore> byArea = new ConcurrentHashMap<>();

  /**
   * Waits for a place.
   *
   * @param givesUp asked now and then while there is none
   * @return false if it has given up; else the place must be left again
   */
  boolean enter(String area, BooleanSupplier givesUp) {
    Semaphore places = byArea.computeIfAbsent(area, _ -> new Semaphore(AT_ONCE));
    try {
      while (!places.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (givesUp.getAsBoolean()) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException stop) {
      throw new IllegalStateException("work on files is not interrupted", stop);
    }
  }

  /** Gives a place back. */
  void leave(String area) {
    Semaphore places = byArea.get(area);
    if (places != null) {
      places.release();
    }
  }
}
