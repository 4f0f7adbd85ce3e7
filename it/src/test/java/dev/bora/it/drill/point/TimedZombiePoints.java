// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.DrillContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** As {@link ZombiePoints}, with the kernel's timer: the process does not live to make the call. */
public final class TimedZombiePoints extends PointDrill {
  @Override
  public String name() {
    return "timed-zombie-points";
  }

  @Override
  public String sentence() {
    return "Stops a backend (SIGSTOP) just before a system call that changes a name, with the"
        + " kernel's timer: it must be dead before others may take its work.";
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
    return true;
  }

  @Override
  void bringBack(Stage stage, DrillContext context, long epoch) throws Exception {
    try {
      stage.victim().process().handle().onExit().get(10, TimeUnit.SECONDS);
      context.figures().count("killed", 1);
    } catch (TimeoutException alive) {
      context.findings().add(Problem.SURPRISE, "the timer did not end a stopped backend");
      stage.victim().kill();
    }
    stage.startVictim();
  }
}
