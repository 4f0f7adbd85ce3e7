// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.drill.rolling.Gfal;
import dev.bora.it.harness.HeldConnection;
import dev.bora.it.lab.Directors;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Kills the active director and starts it again: the other one takes the addresses and keeps them,
 * and a connection that was open goes on.
 */
public final class KillDirector implements LabDrill {
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);

  /** After that the other director knows of a connection: kernels collect for two seconds. */
  private static final Duration TOLD = Duration.ofSeconds(4);

  /** A director that knows nothing of them would guess right for half of them. */
  private static final int HELD = 8;

  /** Ten times what is aimed at. */
  private static final Duration UNAVAILABLE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "kill-director";
  }

  @Override
  public String sentence() {
    return "Kills the active director (-9) and starts it again: the virtual address moves once, and"
        + " connections that are open stay; gfal2 copies through it before and afterwards.";
  }

  /** What the rest of the lab rests on is tried whenever anything is. */
  @Override
  public int fewRounds() {
    return 1;
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    Directors directors = lab.directors();
    Gfal.once(turmoil, lab);
    List<HeldConnection> held = new ArrayList<>();
    try {
      for (int i = 0; i < HELD; i++) {
        held.add(lab.hold("alice-voms"));
      }
      requireAnswers(turmoil, held, "before the director was killed");
      turmoil.letPassWhole(TOLD);
      turmoil.letPass(LONGEST_LIFE);
      long takenOver = directors.takenOver();
      Machine victim = directors.active();
      kill(turmoil, lab, victim, held);
      victim.start();
      directors.awaitBoth();
      Gfal.once(turmoil, lab);
      turmoil.letPassAll();
      if (directors.takenOver() != takenOver + 1) {
        String story = "the addresses moved again when " + victim.name() + " was back";
        turmoil.context().findings().add(Problem.SURPRISE, story);
      }
    } finally {
      for (HeldConnection one : held) {
        one.close();
      }
    }
  }

  private static void kill(Turmoil turmoil, Lab lab, Machine victim, List<HeldConnection> held) {
    long takenOver = lab.directors().takenOver();
    long begin = System.nanoTime();
    victim.kill();
    turmoil.did("kills", victim.name());
    lab.directors().awaitTakeOver(takenOver);
    turmoil.context().figures().took("taken-over", Duration.ofNanos(System.nanoTime() - begin));
    requireAnswers(turmoil, held, "after the director was killed");
    Duration silent = Duration.ofNanos(System.nanoTime() - begin);
    turmoil.context().figures().took("held-again", silent);
    turmoil.troubled("director", begin, System.nanoTime());
    if (silent.compareTo(UNAVAILABLE) > 0) {
      String story = "an open connection was silent for " + silent;
      turmoil.context().findings().add(Problem.STUCK, story);
    }
  }

  private static void requireAnswers(Turmoil turmoil, List<HeldConnection> held, String when) {
    long ended = held.stream().filter(one -> !one.answers()).count();
    if (ended > 0) {
      String story = "%d of %d open connections ended %s".formatted(ended, held.size(), when);
      turmoil.context().findings().add(Problem.SURPRISE, story);
    }
  }
}
