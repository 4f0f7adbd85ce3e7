// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.drill.exercise.DrillContext;

/** The process ends at a point. */
public final class CrashPoints extends PointDrill {
  @Override
  public String name() {
    return "crash-points";
  }

  @Override
  public String sentence() {
    return "Ends a backend just before or just after a system call that changes a name; another one"
        + " finishes (a round is a point, at most all there are).";
  }

  @Override
  Point.Action action() {
    return Point.Action.DIE;
  }

  @Override
  boolean afterToo() {
    return true;
  }

  @Override
  boolean timer() {
    return true;
  }

  @Override
  void bringBack(Stage stage, DrillContext context, long epoch) {
    stage.startVictim();
    context.figures().count("deaths", 1);
  }
}
