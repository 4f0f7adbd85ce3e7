// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A row of {@code incarnation}, with its beat.
 *
 * @param ageMicros since the last beat, on the database's clock
 */
public record IncarnationRow(
    long epoch,
    NodeRole role,
    String node,
    String address,
    String version,
    String configDigest,
    String bootId,
    long pid,
    IncarnationState state,
    Instant startedAt,
    Instant beatAt,
    long ageMicros) {

  /** Since the last beat, on the database's clock. */
  public Duration age() {
    return Duration.of(ageMicros, ChronoUnit.MICROS);
  }
}
