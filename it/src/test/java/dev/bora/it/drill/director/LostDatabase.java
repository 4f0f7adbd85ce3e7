// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Probe;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.srm.types.TStatusCode;
import java.time.Duration;

/**
 * Kills the database and starts it again: all frontends are without it then, and the virtual
 * address tells clients to try again all the same.
 */
public final class LostDatabase implements LabDrill {
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(3);

  /** Each looks how frontends are meanwhile: the director has taken them for what they are. */
  private static final int CALLS = 20;

  /** Ten times what is aimed at. */
  private static final Duration REFUSED = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "lab-database";
  }

  @Override
  public String sentence() {
    return "Kills the database behind the directors (-9) and starts it again; the virtual address"
        + " answers meanwhile.";
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    Probe probe = new Probe(lab, lab.publicEntrance());
    turmoil.letPass(LONGEST_PEACE);
    long begin = System.nanoTime();
    lab.databaseMachine().kill();
    turmoil.did("kills", "database");
    try {
      for (int i = 0; i < CALLS; i++) {
        requireAskedAgain(turmoil, probe);
      }
    } finally {
      lab.startDatabase();
    }
    LabDrill.requireResumed(turmoil, probe, "the database");
    turmoil.troubled("database", begin, System.nanoTime());
  }

  private static void requireAskedAgain(Turmoil turmoil, Probe probe) throws Exception {
    long begin = System.nanoTime();
    String trouble = probe.trouble();
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    turmoil.context().figures().took("refused", time);
    if (time.compareTo(REFUSED) > 0) {
      turmoil.context().findings().add(Problem.STUCK, "a client was told after " + time);
    }
    if (!trouble.contains(TStatusCode.SRM_INTERNAL_ERROR.name())) {
      String story = "without a database a client was told: " + trouble;
      turmoil.context().findings().add(Problem.SURPRISE, story);
    }
  }
}
