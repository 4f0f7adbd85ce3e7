// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.Figures;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabNode;
import dev.bora.it.lab.LabShape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One backend has a slower host than the others: what clients get of that, with the same weight for
 * all and with the one that fits. What a director could learn of load by itself is no better than
 * the latter.
 */
public final class SlowBackend implements LabDrill {
  /** Twice the age of a connection. */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  private static final String BACKEND = "backend";
  private static final String TOOK = "ms";

  /** Of a processor. */
  private static final int PERCENT = 15;

  /** A third of what others have. */
  private static final int FITTING = LabShape.USUAL / 3;

  private final String name;
  private final LabShape shape;

  private SlowBackend(String name, LabShape shape) {
    this.name = name;
    this.shape = shape;
  }

  /** One for each way to choose who gets a connection. */
  public static Stream<Drill> all() {
    return Stream.of(
        new SlowBackend("lab-slow-backend-rr", LabShape.with("rr")),
        new SlowBackend("lab-slow-backend-wlc", LabShape.with("wlc")),
        new SlowBackend("lab-slow-backend-weighted", LabShape.with("wlc", FITTING)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String sentence() {
    return "One of three backends has little of the processors, with the same weight or (weighted)"
        + " with a third of the others'; how long calls take.";
  }

  @Override
  public LabShape shape() {
    return shape;
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws IOException {
    LabNode slow = lab.backends().getLast();
    slow.machine().slow(PERCENT);
    turmoil.did("slows", slow.name());
    try {
      measure(turmoil, lab);
    } finally {
      slow.machine().fast();
    }
  }

  private static void measure(Turmoil turmoil, Lab lab) throws IOException {
    turmoil.letPassWhole(SETTLED);
    Map<String, Long> before = AccessLines.by(lab, BACKEND);
    List<Integer> earlier = new ArrayList<>();
    for (LabNode frontend : lab.frontends()) {
      earlier.add(AccessLines.values(frontend, TOOK).size());
    }
    turmoil.letPassAll();
    Map<String, Long> after = AccessLines.by(lab, BACKEND);
    Figures figures = turmoil.context().figures();
    for (LabNode backend : lab.backends()) {
      long calls = after.getOrDefault(backend.name(), 0L) - before.getOrDefault(backend.name(), 0L);
      figures.count("calls-at-" + backend.name(), calls);
    }
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < earlier.size(); i++) {
      AccessLines.values(lab.frontends().get(i), TOOK).stream()
          .skip(earlier.get(i))
          .map(Long::valueOf)
          .forEach(took::add);
    }
    took.sort(null);
    figures.count("calls-counted", took.size());
    figures.took("median", Duration.ofMillis(took.get(took.size() / 2)));
    figures.took("nine-of-ten-within", Duration.ofMillis(took.get(took.size() * 9 / 10)));
  }
}
