// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.rolling.Gfal;
import dev.bora.it.drill.rolling.Unnoticed;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import dev.bora.it.lab.LabShape;
import dev.bora.it.lab.LabShape.Layout;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Restarts every frontend and backend in order, one after the other, while clients are at work:
 * none may notice.
 */
public final class RollingInLab implements LabDrill {
  /** One to which nobody comes shows nothing. */
  private static final long FEWEST = 20;

  private final String name;
  private final Layout layout;
  private final String where;

  private RollingInLab(String name, Layout layout, String where) {
    this.name = name;
    this.layout = layout;
    this.where = where;
  }

  /** One with directors, one without. */
  public static Stream<Drill> all() {
    return Stream.of(
        new RollingInLab("lab-rolling", Layout.ONE_NETWORK, "behind the directors"),
        new RollingInLab("lab-aliases", Layout.ALIASES, "behind names with several addresses"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String sentence() {
    return "Restarts every frontend and backend "
        + where
        + " in order, by SIGTERM and bora cluster drain in turn; gfal2 is among the clients, and"
        + " none may notice.";
  }

  @Override
  public LabShape shape() {
    return LabShape.of(layout);
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    Map<String, Long> before = calls(lab);
    Restarts restarts = new Restarts(turmoil, lab);
    Gfal.beside(turmoil, lab, lab.publicEntrance(), lab.shared(), () -> restarts.all(_ -> {}));
    Map<String, Long> after = calls(lab);
    for (LabNode node : Stream.of(lab.frontends(), lab.backends()).flatMap(List::stream).toList()) {
      long calls = after.getOrDefault(node.name(), 0L) - before.getOrDefault(node.name(), 0L);
      turmoil.context().figures().count("calls-at-" + node.name(), calls);
      if (calls < FEWEST) {
        String story = "%s had only %d calls".formatted(node.name(), calls);
        turmoil.context().findings().add(Problem.BROKEN, story);
      }
    }
  }

  /** At each frontend and each backend. */
  private static Map<String, Long> calls(Lab lab) throws IOException {
    Map<String, Long> calls = new HashMap<>(AccessLines.by(lab, "frontend"));
    calls.putAll(AccessLines.by(lab, "backend"));
    return calls;
  }

  @Override
  public void judge(DrillContext context, List<Event> events) {
    Unnoticed.judge(context, events);
  }
}
