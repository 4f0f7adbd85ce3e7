// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.link;

import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.TcpRelay;
import java.util.Map;
import java.util.TreeMap;

/**
 * A drill that does something to what passes between frontends and backends. Nodes stay up. (Aborts
 * go past the director, to the backend that has the request: they are not disturbed.)
 */
abstract class LinkDrill implements Drill {

  private final Map<String, Long> done = new TreeMap<>();

  /** Disturbs the link until the round is over; afterwards everything passes again. */
  abstract void disturb(Turmoil turmoil, TcpRelay link);

  /** Something was done to the link. */
  final void did(String what) {
    synchronized (done) {
      done.merge(what, 1L, Long::sum);
    }
  }

  @Override
  public final void run(DrillContext context) throws Exception {
    try (Exercise exercise = new Exercise(context, context.cluster(ClusterShape.quick(2, 3)))) {
      exercise.rounds(this::make);
    }
  }

  private void make(Turmoil turmoil) {
    synchronized (done) {
      done.clear();
    }
    TcpRelay link = turmoil.cluster().director().relay();
    try {
      disturb(turmoil, link);
      turmoil.letPassAll();
    } finally {
      link.fullSpeed();
    }
    synchronized (done) {
      done.forEach(turmoil.context().figures()::count);
      if (done.isEmpty()) {
        turmoil.context().findings().add(Problem.BROKEN, "nothing was done to the link");
      }
    }
  }
}
