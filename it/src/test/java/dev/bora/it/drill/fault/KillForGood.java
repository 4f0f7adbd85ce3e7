// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.fault;

import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.drill.exercise.Turmoil;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Kills a backend that stays dead until the others must have taken its work over. */
public final class KillForGood extends RoundDrill {

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);

  /** After the stale time. */
  private static final Duration ADOPTION = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(20);

  @Override
  public String name() {
    return "kill-for-good";
  }

  @Override
  public String sentence() {
    return "Kills a random backend (-9) that stays dead: within the stale time and two seconds the"
        + " others must have all its files.";
  }

  @Override
  void make(Turmoil turmoil) throws SQLException {
    List<ClusterNode> backends = turmoil.cluster().backends();
    while (!turmoil.isOver()) {
      turmoil.letPass(LONGEST_LIFE);
      ClusterNode victim = backends.get(turmoil.random().nextInt(backends.size()));
      kill(turmoil, victim);
      requireAdoption(turmoil, victim);
      start(turmoil, List.of(victim));
    }
  }

  private static void requireAdoption(Turmoil turmoil, ClusterNode victim) throws SQLException {
    Duration bound = turmoil.cluster().shape().stale().plus(ADOPTION);
    long begin = System.nanoTime();
    try (Queue queue = Queue.of(turmoil.cluster())) {
      long epoch = queue.epoch(victim.name());
      turmoil.context().figures().count("held", queue.heldBy(epoch));
      while (queue.heldBy(epoch) > 0) {
        if (System.nanoTime() - begin > bound.toNanos()) {
          turmoil
              .context()
              .findings()
              .add(
                  Problem.STUCK,
                  "%d files of %s were not adopted within %s"
                      .formatted(queue.heldBy(epoch), victim.name(), bound));
          return;
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
      turmoil.context().figures().took("adopted", Duration.ofNanos(System.nanoTime() - begin));
    }
  }
}
