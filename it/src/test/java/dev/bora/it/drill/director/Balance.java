// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import dev.bora.it.lab.LabShape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How evenly backends have calls, soon after one of them has come back: connections that are kept
 * must not keep it out.
 */
public final class Balance implements LabDrill {
  /** Twice the age of a connection. */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  /** In percent, where 10 is aimed at: one of three without any calls would make 71. */
  private static final long MOST = 50;

  /** Fewer tell nothing. */
  private static final long FEWEST = 100;

  private static final String BACKEND = "backend";

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

  @Override
  public LabShape shape() {
    return LabShape.with(scheduler);
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws IOException {
    LabNode late = lab.backends().getLast();
    late.machine().stop();
    turmoil.did("restarts", late.name());
    late.start();
    lab.directors().awaitWell(late.name());
    turmoil.letPassWhole(SETTLED);
    Map<String, Long> before = AccessLines.by(lab, BACKEND);
    turmoil.letPassAll();
    Map<String, Long> after = AccessLines.by(lab, BACKEND);
    judge(
        turmoil,
        lab.backends().stream()
            .map(LabNode::name)
            .map(name -> after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L))
            .toList());
  }

  private static void judge(Turmoil turmoil, List<Long> calls) {
    long all = calls.stream().mapToLong(n -> n).sum();
    turmoil.context().figures().count("calls-counted", all);
    if (all < FEWEST) {
      String story = "only %d calls: the round is too short".formatted(all);
      turmoil.context().findings().add(Problem.BROKEN, story);
      return;
    }
    long percent = Math.round(100 * variation(calls));
    turmoil.context().figures().count("variation-percent", percent);
    if (percent > MOST) {
      String story = "backends had " + calls + " calls";
      turmoil.context().findings().add(Problem.SURPRISE, story);
    }
  }

  /** The standard deviation as a share of the mean. */
  private static double variation(List<Long> calls) {
    double mean = calls.stream().mapToLong(n -> n).average().orElse(0);
    double square = calls.stream().mapToDouble(n -> (n - mean) * (n - mean)).average().orElse(0);
    return Math.sqrt(square) / mean;
  }
}
