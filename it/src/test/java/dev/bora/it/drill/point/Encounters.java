// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.db.node.FenceWitness.Moment;
import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Queue;
import java.time.Duration;
import java.util.List;

/** Meetings of two at one path, each brought about by holding a thread of a backend. */
public final class Encounters implements Drill {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Who is held within a transaction keeps its locks, so that the fence alone decides. */
  private static final ClusterShape SHAPE =
      ClusterShape.quick(1, 2).withIdleTransaction(Duration.ofMinutes(5));

  private static final List<Encounter> ALL =
      List.of(
          new TwoWriters(),
          new ReplacedMeanwhile(),
          new LateLock(Moment.BEGINS),
          new LateLock(Moment.LET_IN),
          new TwoClaims());

  private final List<Encounter> encounters;

  private Encounters(List<Encounter> encounters) {
    this.encounters = encounters;
  }

  /** All of them. */
  public static Encounters all() {
    return new Encounters(ALL);
  }

  /** One. */
  public static Encounters only(String name) {
    List<Encounter> one = ALL.stream().filter(encounter -> encounter.name().equals(name)).toList();
    if (one.isEmpty()) {
      throw new IllegalArgumentException("there is no encounter " + name);
    }
    return new Encounters(one);
  }

  @Override
  public String name() {
    return "encounters";
  }

  @Override
  public String sentence() {
    return "Holds a thread of a backend at a call or a transaction until somebody else has come to"
        + " the same path, or has fenced it (a round is an encounter, at most all there are).";
  }

  @Override
  public int fewRounds() {
    return ALL.size();
  }

  @Override
  public void run(DrillContext context) throws Exception {
    try (Cluster cluster = context.start(SHAPE);
        Stage stage = new Stage(cluster, false);
        Queue queue = Queue.of(cluster)) {
      int rounds = Math.min(encounters.size(), context.options().rounds());
      for (Encounter encounter : encounters.subList(0, rounds)) {
        long begin = System.nanoTime();
        Demands demands = new Demands(encounter.name(), context);
        encounter.run(stage, queue, demands);
        if (context.findings().isClean()) {
          demands.rest(queue, PATIENCE);
        }
        context.figures().took(encounter.name(), Duration.ofNanos(System.nanoTime() - begin));
        context.figures().checked(1);
      }
    }
  }
}
