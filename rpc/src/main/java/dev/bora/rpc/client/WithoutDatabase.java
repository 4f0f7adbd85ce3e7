// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which backends have said of one call that the database fails them. One alone may have lost its
 * way to it, and a director that looks for the fewest connections likes it best.
 */
final class WithoutDatabase {
  /** A trouble that is over sooner is not worth telling a client. */
  private static final Duration SHORT = Duration.ofMillis(250);

  /** There may be one backend only: clients are told within two seconds. */
  private static final Duration LONG = Duration.ofMillis(750);

  private final Set<String> backends = new HashSet<>();

  /** The first word counts: it comes late when a backend waits for its database. */
  private @Nullable Long since;

  /**
   * One has said so.
   *
   * @param backend null if it has not named itself
   */
  void said(@Nullable String backend) {
    if (since == null) {
      since = System.nanoTime();
    }
    if (backend != null) {
      backends.add(backend);
    }
  }

  /** Whether it is of no use to ask again. */
  boolean isCertain() {
    return since != null
        && System.nanoTime() - since > (backends.size() > 1 ? SHORT : LONG).toNanos();
  }
}
