// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.fault;

import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.drill.exercise.Turmoil;
import java.time.Duration;
import java.util.List;

/** Kills one frontend after the other. */
public final class KillFrontend extends RoundDrill {

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "kill-frontend";
  }

  @Override
  public String sentence() {
    return "Kills a random frontend (-9) at random moments and starts it again after a random while.";
  }

  @Override
  void make(Turmoil turmoil) {
    List<ClusterNode> frontends = turmoil.cluster().frontends();
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_LIFE);
      ClusterNode victim = frontends.get(turmoil.random().nextInt(frontends.size()));
      kill(turmoil, victim);
      turmoil.letPass(LONGEST_DEATH);
      start(turmoil, List.of(victim));
    }
  }
}
