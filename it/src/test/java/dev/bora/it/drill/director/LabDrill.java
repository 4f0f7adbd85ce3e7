// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Probe;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.drill.history.Event;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabShape;
import java.time.Duration;
import java.util.List;

/** What is done in the lab while the usual clients are at work. */
interface LabDrill extends Drill {

  /** Ten times what is aimed at, or what a director needs to become active and to look around. */
  Duration RESUMED = Duration.ofSeconds(50);

  /** Of the lab. */
  default LabShape shape() {
    return LabShape.usual();
  }

  /** It takes minutes of two processors. */
  @Override
  default int fewRounds() {
    return 0;
  }

  @Override
  default void run(DrillContext context) throws Exception {
    Lab lab = context.lab(shape());
    try (Exercise exercise = new Exercise(context, lab)) {
      exercise.rounds(turmoil -> make(turmoil, lab), this::judge);
    }
  }

  /** One round of it. */
  void make(Turmoil turmoil, Lab lab) throws Exception;

  /**
   * From now on a client gets a TURL soon. Not so calls that were under way: their packets may be
   * repeated after pauses that double.
   */
  static void requireResumed(Turmoil turmoil, Probe probe, String returned) throws Exception {
    long back = System.nanoTime();
    if (!probe.succeedsWithin(RESUMED)) {
      String story = "no TURL within %s of the return of %s".formatted(RESUMED, returned);
      turmoil.context().findings().add(Problem.STUCK, story);
    }
    turmoil.context().figures().took("resumed", Duration.ofNanos(System.nanoTime() - back));
  }

  /** What it has to say of the calls of a round, beside what the checker says. */
  default void judge(DrillContext context, List<Event> events) {}
}
