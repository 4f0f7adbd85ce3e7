// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.rolling;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Event;
import java.util.List;

/** Of what no client may have noticed anything. */
public final class Unnoticed {
  private Unnoticed() {}

  /** Clients that try again do not notice what others would: every call counts. */
  public static void judge(DrillContext context, List<Event> events) {
    for (Event event : events) {
      if (event.answer().is(Outcome.DOUBT) || event.answer().is(Outcome.UNSENT)) {
        context.figures().count("failed", 1);
        context.findings().add(Problem.SURPRISE, "a call failed: " + event);
      }
    }
  }
}
