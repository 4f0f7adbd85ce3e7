// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.Machine;
import java.time.Duration;

/**
 * Neither director sees the other for a while: both have the addresses, and each serves whoever
 * believes it. Then one gives them up.
 */
public final class SplitDirectors implements LabDrill {
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(3);
  private static final Duration LONGEST_SPLIT = Duration.ofSeconds(8);

  @Override
  public String name() {
    return "lab-split";
  }

  @Override
  public String sentence() {
    return "The directors do not see each other for a while, and both are active.";
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) {
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_PEACE);
      long begin = System.nanoTime();
      try {
        lab.directors().all().forEach(Machine::hearNoMulticast);
        turmoil.did("splits", "the directors");
        lab.directors().awaitAllActive();
        lab.directors().all().forEach(director -> requireServes(turmoil, lab, director));
        turmoil.letPass(LONGEST_SPLIT);
      } finally {
        lab.directors().all().forEach(Machine::hearMulticast);
      }
      long healed = System.nanoTime();
      lab.directors().awaitBoth();
      turmoil.context().figures().took("one-again", Duration.ofNanos(System.nanoTime() - healed));
      turmoil.troubled("split", begin, System.nanoTime());
    }
  }

  private static void requireServes(Turmoil turmoil, Lab lab, Machine director) {
    if (!lab.serves(director)) {
      String story = director.name() + " has the address, and does not serve who believes it";
      turmoil.context().findings().add(Problem.STUCK, story);
    }
  }
}
