// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.drill.history.Event;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabShape;
import java.util.List;

/** What is done in the lab while the usual clients are at work. */
interface LabDrill extends Drill {

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

  /** What it has to say of the calls of a round, beside what the checker says. */
  default void judge(DrillContext context, List<Event> events) {}
}
