// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What Bora is to reach, and whether the medians do. */
public final class Targets {
  private static final String BORA = "bora";
  private static final List<String> CEILING = List.of("raw-jdbc", "raw-jdbc-batched");
  private static final double TIMES_ALONE = 3;
  private static final double FAIR_MILLIS = 50;
  private static final List<String> DB_SCHEDULER =
      List.of("db-scheduler-fetch", "db-scheduler-lock");

  private Targets() {}

  /**
   * A target.
   *
   * @param wanted the bound
   * @param least whether it is a least value, else a greatest
   */
  public record Target(String what, double wanted, boolean least, double measured) {
    /** Whether it is reached. */
    public boolean isMet() {
      return least ? measured >= wanted : measured <= wanted;
    }
  }

  /** Those of which all was measured. */
  public static List<Target> of(Figures figures) {
    List<Target> targets = new ArrayList<>();
    ratio(figures, "drain", DB_SCHEDULER)
        .ifPresent(by -> targets.add(atLeast("drain, times db-scheduler's best", 5, by)));
    ratio(figures, "drain", List.of("jobrunr"))
        .ifPresent(by -> targets.add(atLeast("drain, times JobRunr's", 20, by)));
    ratio(figures, "cycle", DB_SCHEDULER)
        .ifPresent(by -> targets.add(atLeast("full cycle, times db-scheduler's best", 2, by)));
    ratio(figures, "cycle", CEILING)
        .ifPresent(by -> targets.add(atLeast("full cycle, of the ceiling's best", 0.7, by)));
    median(figures, "arrivals-1000", BORA, "p50_ms")
        .ifPresent(ms -> targets.add(atMost("submit to done at 1000/s, p50 in ms", 2, ms)));
    median(figures, "arrivals-1000", BORA, "p99_ms")
        .ifPresent(ms -> targets.add(atMost("submit to done at 1000/s, p99 in ms", 10, ms)));
    beside(figures).ifPresent(targets::add);
    slower(figures, "drain-10-million-behind")
        .ifPresent(by -> targets.add(atMost("slower by, with 10 million behind", 0.1, by)));
    slower(figures, "drain-snapshot")
        .ifPresent(by -> targets.add(atMost("slower by, with a snapshot open", 0.3, by)));
    targets.add(atMost("deadlocks of Bora, all runs", 0, figures.sum(BORA, "deadlocks")));
    return targets;
  }

  /** The same of Bora as its clients meet it. */
  public static List<Target> ofEndToEnd(Figures figures) {
    return fair(
            "a put's TURL beside 30,000 files of another user, p50 in ms",
            median(figures, "calls", "put-of-one-client", "ready_p50_ms"),
            median(figures, "calls", "put-beside-30000-files", "ready_p50_ms"))
        .stream()
        .toList();
  }

  /** A table of them. */
  public static String table(List<Target> targets) {
    StringBuilder table =
        new StringBuilder("| target | wanted | measured | |\n| --- | ---: | ---: | --- |\n");
    for (Target target : targets) {
      table.append(
          "| %s | %s %s | %s | %s |\n"
              .formatted(
                  target.what(),
                  target.least() ? "≥" : "≤",
                  Tables.number(target.wanted()),
                  Tables.number(target.measured()),
                  target.isMet() ? "met" : "**missed**"));
    }
    return table.toString();
  }

  private static Target atLeast(String what, double wanted, double measured) {
    return new Target(what, wanted, true, measured);
  }

  private static Target atMost(String what, double wanted, double measured) {
    return new Target(what, wanted, false, measured);
  }

  private static OptionalDouble ratio(Figures figures, String scenario, List<String> others) {
    OptionalDouble best =
        others.stream()
            .map(other -> figures.spread(scenario, other, "per_second"))
            .flatMap(Optional::stream)
            .mapToDouble(Spread::median)
            .max();
    OptionalDouble bora = median(figures, scenario, BORA, "per_second");
    return bora.isPresent() && best.isPresent()
        ? OptionalDouble.of(bora.getAsDouble() / best.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Fairness: what a single request takes beside another user's backlog. */
  private static Optional<Target> beside(Figures figures) {
    return fair(
        "single requests beside a backlog of another user, p50 in ms",
        median(figures, "fairness", BORA, "idle_p50_ms"),
        median(figures, "fairness", BORA, "p50_ms"));
  }

  private static Optional<Target> fair(String what, OptionalDouble alone, OptionalDouble beside) {
    return alone.isPresent() && beside.isPresent()
        ? Optional.of(
            atMost(
                what,
                Math.max(TIMES_ALONE * alone.getAsDouble(), FAIR_MILLIS),
                beside.getAsDouble()))
        : Optional.empty();
  }

  private static OptionalDouble slower(Figures figures, String scenario) {
    OptionalDouble hindered = median(figures, scenario, BORA, "per_second");
    OptionalDouble free = median(figures, "drain", BORA, "per_second");
    return hindered.isPresent() && free.isPresent()
        ? OptionalDouble.of(1 - hindered.getAsDouble() / free.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble median(
      Figures figures, String scenario, String contender, String value) {
    return Stream.of(figures.spread(scenario, contender, value))
        .flatMap(Optional::stream)
        .mapToDouble(Spread::median)
        .findFirst();
  }
}
