// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.rolling.Gfal;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Restarts every frontend and backend behind the directors in order, one after the other, while
 * clients are at work: none may notice.
 */
public final class RollingBehindDirectors implements LabDrill {
  @Override
  public String name() {
    return "lab-rolling";
  }

  @Override
  public String sentence() {
    return "Restarts every frontend and backend behind the directors in order, by SIGTERM and bora cluster drain in"
        + " turn; gfal2 is among the clients, and none may notice.";
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    Gfal gfal = Gfal.start(lab, lab.publicEntrance(), lab.shared());
    try (gfal) {
      boolean signal = turmoil.random().nextBoolean();
      for (LabNode node :
          Stream.of(lab.frontends(), lab.backends()).flatMap(List::stream).toList()) {
        restart(turmoil, lab, node, signal);
        signal = !signal;
      }
    }
    turmoil.context().figures().count("gfal-commands", gfal.commands());
    gfal.failures().forEach(failure -> turmoil.context().findings().add(Problem.SURPRISE, failure));
  }

  private static void restart(Turmoil turmoil, Lab lab, LabNode node, boolean signal) {
    long begin = System.nanoTime();
    if (!signal) {
      BoraCommand.of("cluster", "drain", "--site", lab.siteFile().toString(), node.name())
          .run()
          .succeeded();
    }
    int status = signal ? node.machine().stop() : node.machine().awaitEnd();
    turmoil.context().figures().took("left", Duration.ofNanos(System.nanoTime() - begin));
    turmoil.did(signal ? "terms" : "drains", node.name());
    if (status != 0) {
      turmoil.context().findings().add(Problem.SURPRISE, node.name() + " ended with " + status);
    }
    node.start();
    lab.directors().awaitWell(node.name());
  }

  /** Clients that try again do not notice what others would: every call counts. */
  @Override
  public void judge(DrillContext context, List<Event> events) {
    for (Event event : events) {
      if (event.answer().is(Outcome.DOUBT) || event.answer().is(Outcome.UNSENT)) {
        context.findings().add(Problem.SURPRISE, "a call failed: " + event);
      }
    }
  }
}
