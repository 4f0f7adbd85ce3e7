// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.lab.LabNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * A way to disturb a node in the lab.
 *
 * @param name of what is done to it
 */
record NodeFault(String name, Consumer<LabNode> begin, Consumer<LabNode> end) {

  private static final NodeFault KILL =
      new NodeFault("kills", node -> node.machine().kill(), LabNode::start);
  private static final NodeFault FREEZE =
      new NodeFault("freezes", node -> node.machine().freeze(), node -> node.machine().thaw());
  private static final NodeFault CUT =
      new NodeFault("cuts", node -> node.machine().cut(), node -> node.machine().mend());

  /** It is reached, and reaches the others. */
  private static final NodeFault WITHOUT_DATABASE =
      new NodeFault("without-database", LabNode::loseDatabase, LabNode::findDatabase);

  private static final NodeFault WITHOUT_BACKENDS =
      new NodeFault("without-backends", LabNode::loseBackends, LabNode::findBackends);

  static final List<NodeFault> OF_BACKENDS = List.of(KILL, FREEZE, CUT, WITHOUT_DATABASE);

  static final List<NodeFault> OF_FRONTENDS =
      List.of(KILL, FREEZE, CUT, WITHOUT_DATABASE, WITHOUT_BACKENDS);
}
