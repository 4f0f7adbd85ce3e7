// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench;

import dev.bora.bench.scenario.Arrivals;
import dev.bora.bench.scenario.Cycle;
import dev.bora.bench.scenario.Drain;
import dev.bora.bench.scenario.Fairness;
import dev.bora.bench.scenario.Hindrance;
import dev.bora.bench.scenario.Kill;
import dev.bora.bench.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/** Which scenarios there are, and how large. */
final class Plans {
  private static final int SLOW = 1_000;
  private static final int DRAINED = 100_000;
  private static final int DRAINED_SLOWLY = 50_000;
  private static final int CYCLED = 20_000;
  private static final int BACKLOG = 30_000;
  private static final int KILLED = 20_000;
  private static final int SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration AFTER = Duration.ofSeconds(5);

  private Plans() {}

  /** Some hundred minutes of figures. */
  static List<Scenario> full() {
    return List.of(
        drain("drain", 1, Hindrance.NONE),
        new Cycle("cycle", CYCLED, 8, 0, PATIENCE),
        arrivals("arrivals-200", 200, 0, Hindrance.NONE),
        arrivals("arrivals-1000", 1_000, 0, Hindrance.NONE),
        arrivals("arrivals-3000", 3_000, 0, Hindrance.NONE),
        drain("drain-2-workers", 2, Hindrance.NONE),
        drain("drain-4-workers", 4, Hindrance.NONE),
        drain("drain-snapshot", 1, Hindrance.SNAPSHOT),
        drain("drain-10-million-behind", 1, Hindrance.FINISHED_ROWS),
        arrivals("arrivals-1000-snapshot", 1_000, 0, Hindrance.SNAPSHOT),
        arrivals("arrivals-1000-10-million-behind", 1_000, 0, Hindrance.FINISHED_ROWS),
        new Fairness("fairness", BACKLOG, 200, PATIENCE),
        new Kill("kill-one-of-two", KILLED, false, PATIENCE),
        new Drain("drain-slow-fsync", DRAINED_SLOWLY, 1, SLOW, Hindrance.NONE, PATIENCE),
        new Cycle("cycle-slow-fsync", CYCLED, 8, SLOW, PATIENCE),
        arrivals("arrivals-200-slow-fsync", 200, SLOW, Hindrance.NONE),
        arrivals("arrivals-1000-slow-fsync", 1_000, SLOW, Hindrance.NONE),
        arrivals("arrivals-3000-slow-fsync", 3_000, SLOW, Hindrance.NONE));
  }

  private static Scenario drain(String name, int workers, Hindrance hindrance) {
    return new Drain(name, DRAINED, workers, 0, hindrance, PATIENCE);
  }

  private static Scenario arrivals(String name, int rate, int fsyncMicros, Hindrance hindrance) {
    return new Arrivals(name, rate, SECONDS, fsyncMicros, hindrance, AFTER);
  }

  /** Whether it works; its figures say little. */
  static List<Scenario> quick() {
    Duration patience = Duration.ofSeconds(30);
    return List.of(
        new Drain("drain", 120, 1, 0, Hindrance.NONE, patience),
        new Drain("drain-snapshot", 50, 2, 0, Hindrance.SNAPSHOT, patience),
        new Cycle("cycle", 60, 4, 0, patience),
        new Fairness("fairness", 500, 5, patience),
        new Arrivals("arrivals-50", 50, 1, 0, Hindrance.NONE, patience),
        new Arrivals("arrivals-50-snapshot", 50, 1, 0, Hindrance.SNAPSHOT, patience),
        new Kill("kill-one-of-two", 300, true, patience.multipliedBy(2)),
        new Drain("drain-slow-fsync", 20, 1, SLOW, Hindrance.NONE, patience));
  }
}
