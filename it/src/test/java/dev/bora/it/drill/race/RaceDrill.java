// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.race;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.workload.Duel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One kind of duel, again and again: a round is a duel at a path of its own. The checker must find
 * an order that explains all answers and the disk; and more than one way to end must have been
 * seen, or nothing was met.
 */
public final class RaceDrill implements Drill {

  private static final int AT_A_TIME = 1_000;

  /** So often different ends must have come. */
  private static final int SURE_TO_DIFFER = 1_000;

  private static final int FEW = 60;
  private static final int FEW_THAT_WAIT = 24;

  private final Duel duel;

  private RaceDrill(Duel duel) {
    this.duel = duel;
  }

  /** One for each kind of duel. */
  public static List<Drill> all() {
    return Stream.of(Duel.values()).<Drill>map(RaceDrill::new).toList();
  }

  @Override
  public String name() {
    return "race-" + duel.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String sentence() {
    return "Lets these meet at one path, with srmLs beside them: " + duel.sentence();
  }

  @Override
  public int fewRounds() {
    return duel == Duel.PUT_DONE_EXPIRY ? FEW_THAT_WAIT : FEW;
  }

  @Override
  public void run(DrillContext context) throws Exception {
    Cluster cluster = context.cluster(ClusterShape.quick(2, 3));
    Map<String, Long> ends = new HashMap<>();
    try (Exercise exercise = new Exercise(context, cluster)) {
      int left = context.options().rounds();
      for (int part = 1; left > 0 && context.findings().isClean(); part++) {
        int now = Math.min(left, AT_A_TIME);
        exercise
            .duels(duel, "race" + part, now)
            .forEach((end, times) -> ends.merge(end, times, Long::sum));
        left -= now;
      }
    }
    ends.forEach((end, times) -> context.figures().count("ended-" + end, times));
    if (context.options().rounds() >= SURE_TO_DIFFER && ends.size() < 2) {
      context.findings().add(Problem.BROKEN, "all ended in the same way: nobody met anybody");
    }
  }
}
