// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.fault;

import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.drill.exercise.Turmoil;
import java.time.Duration;
import java.util.List;

/** Kills one backend after the other, at random moments, and starts each again after a while. */
public final class KillBackend extends RoundDrill {

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(4);

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String sentence() {
    return "Kills a random backend (-9) at random moments and starts it again after a random while.";
  }

  @Override
  void make(Turmoil turmoil) {
    List<ClusterNode> backends = turmoil.cluster().backends();
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_LIFE);
      ClusterNode victim = backends.get(turmoil.random().nextInt(backends.size()));
      kill(turmoil, victim);
      turmoil.letPass(LONGEST_DEATH);
      start(turmoil, List.of(victim));
    }
  }
}
