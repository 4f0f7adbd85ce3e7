// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import dev.bora.db.Database;
import java.time.Duration;

/**
 * Whether the database is the likely reason for what goes wrong at the moment. All backends have
 * the same one: a frontend that hears it from two of them tells its client.
 *
 * @param work the connections of the work
 * @param beats those of the beats: they notice it while nothing is done
 */
record RecentTrouble(Database work, Database beats) {
  /** Work in trouble is tried again after 2 s, and meets it again if it is still there. */
  private static final Duration LATELY = Duration.ofSeconds(3);

  boolean isThere() {
    return work.wasInTroubleWithin(LATELY) || beats.wasInTroubleWithin(LATELY);
  }
}
