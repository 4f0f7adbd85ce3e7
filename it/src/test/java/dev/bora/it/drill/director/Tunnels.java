// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.lab.Machine;
import dev.bora.it.lab.TunnelLab;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * New connections through tunnels: both real servers have some; when one is lost, the other all.
 */
public final class Tunnels implements Drill {
  private static final int CALLS = 20;

  @Override
  public String name() {
    return "lab-tunnels";
  }

  @Override
  public String sentence() {
    return "Tunnels to two machines that answer with their names, of which one is killed (-9).";
  }

  /** It takes minutes of two processors. */
  @Override
  public int fewRounds() {
    return 0;
  }

  @Override
  public void run(DrillContext context) throws Exception {
    context.clusters().close();
    try (TunnelLab lab = TunnelLab.start()) {
      require(context, ask(context, lab), lab.realServers().size());
      Machine victim = lab.realServers().getFirst();
      victim.kill();
      context.figures().count("kills", 1);
      lab.directors().awaitOut(victim.name());
      require(context, ask(context, lab), lab.realServers().size() - 1);
    }
  }

  private static Map<String, Integer> ask(DrillContext context, TunnelLab lab)
      throws InterruptedException {
    Map<String, Integer> answered = new TreeMap<>();
    for (int i = 0; i < CALLS; i++) {
      try {
        answered.merge(lab.ask(), 1, Integer::sum);
        context.figures().checked(1);
      } catch (IOException nobody) {
        context.findings().add(Problem.SURPRISE, "nobody answered: " + nobody);
      }
    }
    return answered;
  }

  private static void require(DrillContext context, Map<String, Integer> answered, int names) {
    if (answered.size() != names) {
      String story = "not %d have answered, but %s".formatted(names, answered);
      context.findings().add(Problem.SURPRISE, story);
    }
  }
}
