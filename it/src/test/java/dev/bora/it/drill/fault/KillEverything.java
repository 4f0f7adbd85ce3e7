// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.fault;

import dev.bora.it.drill.exercise.Turmoil;
import java.time.Duration;

/** Kills every node at once. */
public final class KillEverything extends RoundDrill {

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "kill-everything";
  }

  @Override
  public String sentence() {
    return "Kills all frontends, backends and the data door (-9) at one moment; only the database"
        + " stays.";
  }

  @Override
  void make(Turmoil turmoil) {
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_LIFE);
      turmoil.cluster().nodes().forEach(node -> kill(turmoil, node));
      start(turmoil, turmoil.cluster().nodes());
    }
  }
}
