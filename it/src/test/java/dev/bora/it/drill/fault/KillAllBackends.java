// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.fault;

import dev.bora.it.drill.exercise.Turmoil;
import java.time.Duration;

/** Kills all backends at once. */
public final class KillAllBackends extends RoundDrill {

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(4);
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "kill-all-backends";
  }

  @Override
  public String sentence() {
    return "Kills all backends (-9) at one moment and starts them again after a random while.";
  }

  @Override
  void make(Turmoil turmoil) {
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_LIFE);
      turmoil.cluster().backends().forEach(backend -> kill(turmoil, backend));
      turmoil.letPass(LONGEST_DEATH);
      start(turmoil, turmoil.cluster().backends());
    }
  }
}
