// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.time.Duration;

/**
 * How connections are kept.
 *
 * @param size the most of them, at least 2
 * @param idle those that are kept open when there is nothing to do, 0 to size
 * @param timeout how long a caller waits for one before it is told that the database is away, at
 *     least 250 ms
 * @param maxAge when one is replaced, at least 30 s; below the server's wait_timeout
 */
public record PoolConfig(int size, int idle, Duration timeout, Duration maxAge) {

  private static final int APART = 2;

  /** Requires them to be in range. */
  public PoolConfig {
    if (size < 2) {
      throw new IllegalArgumentException("size is " + size + ", at least 2 is needed");
    }
    if (idle < 0 || idle > size) {
      throw new IllegalArgumentException("idle is " + idle + ", 0 to " + size + " is permitted");
    }
  }

  /** What most sites want: two when idle, 2 s to wait, replaced after ten minutes. */
  public static PoolConfig of(int size) {
    return new PoolConfig(size, 2, Duration.ofSeconds(2), Duration.ofMinutes(10));
  }

  /** The same with another time to wait. */
  public PoolConfig withTimeout(Duration wait) {
    return new PoolConfig(size, idle, wait, maxAge);
  }

  /** Of a pool beside it for one purpose, whose connection is always there. */
  public PoolConfig apart() {
    return new PoolConfig(APART, 1, timeout, maxAge);
  }
}
