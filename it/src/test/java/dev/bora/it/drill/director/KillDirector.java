// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.HeldConnection;
import dev.bora.it.lab.Directors;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.Machine;
import java.time.Duration;

/**
 * Kills the active director and starts it again: the other one takes the addresses and keeps them,
 * and a connection that was open goes on.
 */
public final class KillDirector implements Drill {
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);

  /** After that the other director knows of a connection: kernels collect for two seconds. */
  private static final Duration TOLD = Duration.ofSeconds(4);

  /** Ten times what is aimed at. */
  private static final Duration UNAVAILABLE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "kill-director";
  }

  @Override
  public String sentence() {
    return "Kills the active director (-9) and starts it again: the virtual address moves once, and"
        + " connections that are open stay.";
  }

  @Override
  public void run(DrillContext context) throws Exception {
    Lab lab = context.lab();
    try (Exercise exercise = new Exercise(context, lab)) {
      exercise.rounds(turmoil -> make(turmoil, lab));
    }
  }

  private static void make(Turmoil turmoil, Lab lab) throws Exception {
    Directors directors = lab.directors();
    try (HeldConnection held = lab.hold("alice-voms")) {
      requireAnswer(turmoil, held, "before the director was killed");
      turmoil.letPassWhole(TOLD);
      turmoil.letPass(LONGEST_LIFE);
      Machine victim = directors.active();
      long takenOver = directors.takenOver();
      long begin = System.nanoTime();
      victim.kill();
      turmoil.did("kills", victim.name());
      directors.awaitTakeOver(takenOver);
      turmoil.context().figures().took("taken-over", Duration.ofNanos(System.nanoTime() - begin));
      requireAnswer(turmoil, held, "after the director was killed");
      Duration silent = Duration.ofNanos(System.nanoTime() - begin);
      turmoil.context().figures().took("held-again", silent);
      turmoil.troubled("director", begin, System.nanoTime());
      if (silent.compareTo(UNAVAILABLE) > 0) {
        turmoil
            .context()
            .findings()
            .add(Problem.STUCK, "an open connection was silent for " + silent);
      }
      victim.start();
      directors.awaitBoth();
      turmoil.letPassAll();
      if (directors.takenOver() != takenOver + 1) {
        turmoil
            .context()
            .findings()
            .add(Problem.SURPRISE, "the addresses moved again when " + victim.name() + " was back");
      }
    }
  }

  private static void requireAnswer(Turmoil turmoil, HeldConnection held, String when) {
    if (!held.answers()) {
      turmoil.context().findings().add(Problem.SURPRISE, "an open connection ended " + when);
    }
  }
}
