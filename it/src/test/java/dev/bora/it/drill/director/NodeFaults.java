// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Kills, freezes and cuts off nodes behind the directors, one at a time, each in each way in turn.
 */
public final class NodeFaults implements Drill {
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(2);
  private static final Duration LONGEST_FAULT = Duration.ofSeconds(6);

  private final String name;
  private final Function<Lab, List<LabNode>> nodes;

  private NodeFaults(String name, Function<Lab, List<LabNode>> nodes) {
    this.name = name;
    this.nodes = nodes;
  }

  /** One of frontends, one of backends. */
  public static Stream<Drill> all() {
    return Stream.of(
        new NodeFaults("frontends", Lab::frontends), new NodeFaults("backends", Lab::backends));
  }

  @Override
  public String name() {
    return "lab-" + name;
  }

  @Override
  public String sentence() {
    return "Kills (-9), freezes and cuts off the " + name + " behind the directors, one at a time.";
  }

  /** A way to disturb a node. */
  private record Fault(String name, Consumer<LabNode> begin, Consumer<LabNode> end) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault("kills", node -> node.machine().kill(), LabNode::start),
          new Fault("freezes", node -> node.machine().freeze(), node -> node.machine().thaw()),
          new Fault("cuts", node -> node.machine().cut(), node -> node.machine().mend()));

  /** It takes minutes of two processors. */
  @Override
  public int fewRounds() {
    return 0;
  }

  @Override
  public void run(DrillContext context) throws Exception {
    Lab lab = context.lab();
    List<Runnable> todo = new ArrayList<>();
    try (Exercise exercise = new Exercise(context, lab)) {
      exercise.rounds(turmoil -> make(turmoil, lab, nodes.apply(lab), todo));
    }
  }

  private static void make(Turmoil turmoil, Lab lab, List<LabNode> nodes, List<Runnable> todo) {
    while (!turmoil.isOver()) {
      if (todo.isEmpty()) {
        for (Fault fault : FAULTS) {
          nodes.forEach(node -> todo.add(() -> disturb(turmoil, lab, node, fault)));
        }
      }
      todo.remove(turmoil.random().nextInt(todo.size())).run();
    }
  }

  private static void disturb(Turmoil turmoil, Lab lab, LabNode node, Fault fault) {
    turmoil.letPass(LONGEST_PEACE);
    long begin = System.nanoTime();
    fault.begin().accept(node);
    turmoil.did(fault.name(), node.name());
    try {
      turmoil.letPass(LONGEST_FAULT);
    } finally {
      fault.end().accept(node);
    }
    // One at a time: others stay as they are until it has connections again.
    lab.directors().awaitWell(node.name());
    turmoil.troubled(fault.name(), begin, System.nanoTime());
  }
}
