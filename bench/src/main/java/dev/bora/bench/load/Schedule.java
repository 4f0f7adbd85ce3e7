// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.load;

import java.util.concurrent.locks.LockSupport;

/**
 * Arrivals at a fixed rate, whatever becomes of those before: who is late does not delay the
 * others.
 *
 * @param start of the first, as {@link System#nanoTime} tells it
 * @param rate a second
 */
public record Schedule(long start, int rate) {
  private static final long SECOND = 1_000_000_000L;

  /** When a request is to arrive, in nanoseconds; the first has number 0. */
  public long arrival(int number) {
    return start + number * SECOND / rate;
  }

  /** Waits until then; returns at once if that moment is over. */
  public void await(int number) {
    long moment = arrival(number);
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
