// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.director;

import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Probe;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.lab.Lab;
import dev.bora.srm.types.TStatusCode;
import java.time.Duration;

/**
 * Kills the only data door and starts it again: as soon as that is noticed no TURL names it, and
 * clients are told to try again.
 */
public final class LostDoor implements LabDrill {
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(3);

  /** Ten times the stale time and a probe of the door. */
  private static final Duration NOTICED = Duration.ofSeconds(50);

  /** After the first one that was told. */
  private static final int CALLS = 10;

  @Override
  public String name() {
    return "lab-door";
  }

  @Override
  public String sentence() {
    return "Kills the only data door (-9) and starts it again; no TURL names it meanwhile.";
  }

  @Override
  public void make(Turmoil turmoil, Lab lab) throws Exception {
    Probe probe = new Probe(lab, lab.publicEntrance());
    turmoil.letPass(LONGEST_PEACE);
    long begin = System.nanoTime();
    lab.door().machine().kill();
    turmoil.did("kills", lab.door().name());
    try {
      awaitNoticed(turmoil, probe);
      turmoil.context().figures().took("noticed", Duration.ofNanos(System.nanoTime() - begin));
      for (int i = 0; i < CALLS; i++) {
        String trouble = probe.trouble();
        if (!isTold(trouble)) {
          String story = "without a door a client was told: " + trouble;
          turmoil.context().findings().add(Problem.SURPRISE, story);
        }
      }
    } finally {
      lab.door().start();
    }
    LabDrill.requireResumed(turmoil, probe, "the door");
    turmoil.troubled("door", begin, System.nanoTime());
  }

  private static void awaitNoticed(Turmoil turmoil, Probe probe) throws Exception {
    long end = System.nanoTime() + NOTICED.toNanos();
    while (!isTold(probe.trouble())) {
      if (System.nanoTime() > end) {
        String story = "a door was in TURLs " + NOTICED + " after its death";
        turmoil.context().findings().add(Problem.STUCK, story);
        return;
      }
    }
  }

  private static boolean isTold(String trouble) {
    return trouble.contains(TStatusCode.SRM_INTERNAL_ERROR.name());
  }
}
