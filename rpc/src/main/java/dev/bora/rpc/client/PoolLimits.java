// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.time.Duration;

/**
 * How connections are kept.
 *
 * @param maxConnections open at one time, at least 1; a call beyond waits for one
 * @param maxIdle unused connections are closed after this; shorter than the backend's idle time-out
 * @param maxAge no connection is used for a new call after this, so that directors get to balance
 * @param ageJitter how much shorter a connection's own age may be, as a share from 0 to 1, so that
 *     connections opened together do not end together
 */
public record PoolLimits(int maxConnections, Duration maxIdle, Duration maxAge, double ageJitter) {

  /** Checks what was given. */
  public PoolLimits {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is less than 1");
    }
    if (!maxIdle.isPositive() || !maxAge.isPositive()) {
      throw new IllegalArgumentException("maxIdle and maxAge must be positive");
    }
    if (!(ageJitter >= 0 && ageJitter <= 1)) {
      throw new IllegalArgumentException("ageJitter is not 0 to 1");
    }
  }

  /**
   * 256 connections, 30 s idle, 42 to 60 s old.
   *
   * @return the usual limits
   */
  public static PoolLimits standard() {
    return new PoolLimits(256, Duration.ofSeconds(30), Duration.ofSeconds(60), 0.3);
  }
}
