// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Probe;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Kills, freezes, cuts off nodes behind the directors and takes their database away, one at a time,
 * each in each way in turn. Once its director has taken it out, nobody notices any more.
 */
public final class NodeFaults implements Drill {
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(2);
  private static final Duration LONGEST_FAULT = Duration.ofSeconds(6);

  /** Files of a backend that was lost wait for its adoption; ten times that. */
  private static final Duration NOTICED = Duration.ofSeconds(30);

  /** New connections: with two nodes to choose from, one that should get none would get half. */
  private static final int CALLS = 6;

  private final String name;
  private final Function<Lab, List<LabNode>> nodes;
  private final List<NodeFault> faults;

  private NodeFaults(String name, Function<Lab, List<LabNode>> nodes, List<NodeFault> faults) {
    this.name = name;
    this.nodes = nodes;
    this.faults = faults;
  }

  /** One of frontends, one of backends. */
  public static Stream<Drill> all() {
    return Stream.of(
        new NodeFaults("frontends", Lab::frontends, NodeFault.OF_FRONTENDS),
        new NodeFaults("backends", Lab::backends, NodeFault.OF_BACKENDS));
  }

  @Override
  public String name() {
    return "lab-" + name;
  }

  @Override
  public String sentence() {
    return "Kills (-9), freezes, cuts off the "
        + name
        + " behind the directors and takes their database away, one at a time.";
  }

  /** It takes minutes of two processors. */
  @Override
  public int fewRounds() {
    return 0;
  }

  @Override
  public void run(DrillContext context) throws Exception {
    Lab lab = context.lab();
    List<Disturbance> todo = new ArrayList<>();
    nodes.apply(lab).forEach(node -> lab.directors().awaitWell(node.name()));
    try (Exercise exercise = new Exercise(context, lab)) {
      exercise.rounds(turmoil -> make(turmoil, lab, todo));
    }
  }

  /** What is done to whom. */
  private record Disturbance(LabNode node, NodeFault fault) {}

  private void make(Turmoil turmoil, Lab lab, List<Disturbance> todo) throws Exception {
    while (!turmoil.isOver()) {
      if (todo.isEmpty()) {
        for (NodeFault fault : faults) {
          nodes.apply(lab).forEach(node -> todo.add(new Disturbance(node, fault)));
        }
      }
      make(turmoil, lab, todo.remove(turmoil.random().nextInt(todo.size())));
    }
  }

  private static void make(Turmoil turmoil, Lab lab, Disturbance what) throws Exception {
    String node = what.node().name();
    String fault = what.fault().name();
    turmoil.letPass(LONGEST_PEACE);
    long begin = System.nanoTime();
    what.fault().begin().accept(what.node());
    turmoil.did(fault, node);
    try {
      lab.directors().awaitOut(node);
      turmoil.context().figures().took("out", Duration.ofNanos(System.nanoTime() - begin), fault);
      requireUnnoticed(turmoil, lab, fault + " " + node);
      turmoil.letPass(LONGEST_FAULT);
    } finally {
      what.fault().end().accept(what.node());
    }
    // One at a time: others stay as they are until it has connections again.
    lab.directors().awaitWell(node);
    turmoil.troubled(fault, begin, System.nanoTime());
  }

  private static void requireUnnoticed(Turmoil turmoil, Lab lab, String fault) throws Exception {
    Probe probe = new Probe(lab, lab.publicEntrance());
    for (int i = 0; i < CALLS; i++) {
      long begin = System.nanoTime();
      String trouble = probe.trouble();
      Duration time = Duration.ofNanos(System.nanoTime() - begin);
      turmoil.context().figures().took("unnoticed", time, fault);
      if (time.compareTo(NOTICED) > 0) {
        turmoil.context().findings().add(Problem.STUCK, fault + ": a TURL took " + time);
      }
      if (!trouble.isEmpty()) {
        String story = "%s is out of its director, and yet: %s".formatted(fault, trouble);
        turmoil.context().findings().add(Problem.SURPRISE, story);
      }
    }
  }
}
