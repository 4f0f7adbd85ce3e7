// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Probe;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.Machine;
import java.time.Duration;

/** Kills both directors and starts them again: nobody is served meanwhile, and all goes on then. */
public final class LostDirectors implements LabDrill {
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(3);
  private static final Duration LONGEST_LOSS = Duration.ofSeconds(6);

  @Override
  public String name() {
    return "lab-both-directors";
  }

  @Override
  public String sentence() {
    return "Kills both directors (-9) and starts them again.";
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    Probe probe = new Probe(lab, lab.publicEntrance());
    turmoil.letPass(LONGEST_PEACE);
    lab.directors().all().forEach(Machine::kill);
    turmoil.did("kills", "both directors");
    try {
      if (probe.trouble().isEmpty()) {
        turmoil.context().findings().add(Problem.BROKEN, "somebody is served without directors");
      }
      turmoil.letPass(LONGEST_LOSS);
    } finally {
      lab.directors().all().forEach(Machine::start);
    }
    lab.directors().awaitBoth();
    LabDrill.requireResumed(turmoil, probe, "a director");
  }
}
