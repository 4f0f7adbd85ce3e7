// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import dev.bora.it.lab.LabShape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How evenly backends have calls, soon after one of them has come back: connections that are kept
 * must not keep it out.
 */
public final class Balance implements Drill {
  /** Twice the age of a connection. */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  /** In percent; a tenth of it is what is aimed at. */
  private static final long MOST = 100;

  private static final String BACKEND = " backend=";

  private final String scheduler;

  private Balance(String scheduler) {
    this.scheduler = scheduler;
  }

  /** One for each scheduler. */
  public static Stream<Drill> all() {
    return Stream.of("wlc", "rr").map(Balance::new);
  }

  @Override
  public String name() {
    return "lab-balance-" + scheduler;
  }

  @Override
  public String sentence() {
    return "Restarts a backend behind the directors, and counts who has how many calls afterwards.";
  }

  /** It takes minutes of two processors. */
  @Override
  public int fewRounds() {
    return 0;
  }

  @Override
  public void run(DrillContext context) throws Exception {
    Lab lab = context.lab(new LabShape(scheduler));
    try (Exercise exercise = new Exercise(context, lab)) {
      exercise.rounds(turmoil -> make(turmoil, lab));
    }
  }

  private static void make(Turmoil turmoil, Lab lab) throws IOException {
    LabNode late = lab.backends().getLast();
    late.machine().stop();
    turmoil.did("restarts", late.name());
    late.start();
    lab.directors().awaitWell(late.name());
    turmoil.letPassWhole(SETTLED);
    Map<String, Long> before = calls(lab);
    turmoil.letPassAll();
    Map<String, Long> after = calls(lab);
    List<Long> calls =
        lab.backends().stream()
            .map(LabNode::name)
            .map(name -> after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L))
            .toList();
    long percent = Math.round(100 * variation(calls));
    turmoil.context().figures().count("variation-percent", percent);
    turmoil.context().figures().count("calls-counted", calls.stream().mapToLong(n -> n).sum());
    if (percent > MOST) {
      String story = "backends had " + calls + " calls";
      turmoil.context().findings().add(Problem.SURPRISE, story);
    }
  }

  /** By backend, as the frontends' access logs say. */
  private static Map<String, Long> calls(Lab lab) throws IOException {
    Stream<String> lines = Stream.of();
    for (LabNode frontend : lab.frontends()) {
      lines = Stream.concat(lines, frontend.machine().lines());
    }
    return lines
        .filter(line -> line.contains(BACKEND))
        .map(line -> line.substring(line.lastIndexOf(BACKEND) + BACKEND.length()))
        .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
  }

  /** The standard deviation as a share of the mean; 1 if there was nothing at all. */
  private static double variation(List<Long> calls) {
    double mean = calls.stream().mapToLong(n -> n).average().orElse(0);
    double square = calls.stream().mapToDouble(n -> (n - mean) * (n - mean)).average().orElse(0);
    return mean == 0 ? 1 : Math.sqrt(square) / mean;
  }
}
