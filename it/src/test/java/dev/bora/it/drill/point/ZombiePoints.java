// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.drill.exercise.DrillContext;

/** The process is stopped at a point, fenced, and goes on when its work has been done by others. */
public final class ZombiePoints extends PointDrill {
  private final String scenario;
  private final String call;

  private ZombiePoints(String scenario, String call) {
    this.scenario = scenario;
    this.call = call;
  }

  /** At every point. */
  public static ZombiePoints all() {
    return new ZombiePoints("", "");
  }

  /**
   * At some.
   *
   * @param scenario name of the operation
   * @param call name of the system call
   */
  public static ZombiePoints only(String scenario, String call) {
    return new ZombiePoints(scenario, " " + call + " ");
  }

  @Override
  boolean has(Scenario one) {
    return scenario.isEmpty() || one.name().equals(scenario);
  }

  @Override
  boolean has(Place place) {
    return place.call().contains(call);
  }

  @Override
  public String name() {
    return "zombie-points";
  }

  @Override
  public String sentence() {
    return "Stops a backend (SIGSTOP) just before a system call that changes a name, without the"
        + " kernel's timer; another one finishes, the path is used again, then the call lands.";
  }

  @Override
  Point.Action action() {
    return Point.Action.STOP;
  }

  @Override
  boolean afterToo() {
    return false;
  }

  @Override
  boolean timer() {
    return false;
  }

  @Override
  void bringBack(Stage stage, DrillContext context, long epoch) throws Exception {
    stage.letGoOn();
    awaitEpoch(stage, epoch);
    context.figures().count("landed", 1);
  }
}
