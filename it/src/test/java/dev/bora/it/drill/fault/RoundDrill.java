// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.fault;

import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.deployment.InstalledNode;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Turmoil;
import java.util.List;

/** A drill that makes the same kind of fault in every round, on one cluster. */
abstract class RoundDrill implements Drill {

  /** What it is done to. */
  ClusterShape shape() {
    return ClusterShape.quick(2, 3);
  }

  /** Makes faults until the round is over. */
  abstract void make(Turmoil turmoil) throws Exception;

  @Override
  public final void run(DrillContext context) throws Exception {
    try (Exercise exercise = new Exercise(context, context.cluster(shape()))) {
      exercise.rounds(this::make);
    }
  }

  static void kill(Turmoil turmoil, ClusterNode node) {
    node.kill();
    turmoil.did("kills", node.name());
  }

  static void start(Turmoil turmoil, List<ClusterNode> nodes) {
    InstalledNode.startAll(nodes);
    turmoil.did("starts", nodes.stream().map(ClusterNode::name).toList().toString());
  }
}
