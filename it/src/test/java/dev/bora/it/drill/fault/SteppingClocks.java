// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.fault;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.drill.exercise.Turmoil;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Sets the wall clocks of all nodes and of the database, each by up to an hour, again and again. No
 * backend may lose its life by that; one that is killed while the database's clock goes back an
 * hour must be missed as soon as ever.
 *
 * <p>Frontends and the door are never slow, only fast: what the test grid has signed is valid from
 * the moment in which it was made, and they would refuse it rightly.
 */
public final class SteppingClocks extends RoundDrill {

  private static final int HOUR = 3_600;
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(3);
  private static final int STEPS_BEFORE_KILL = 3;

  /** After the stale time. */
  private static final Duration ADOPTION = Duration.ofSeconds(3);

  private static final Duration LOOK = Duration.ofMillis(20);

  @Override
  public String name() {
    return "clocks";
  }

  @Override
  public String sentence() {
    return "Sets the wall clocks of database and nodes by up to an hour, again and again; kills a"
        + " backend (-9) while the database's goes back an hour.";
  }

  @Override
  ClusterShape shape() {
    return ClusterShape.clocks(2, 3);
  }

  @Override
  void make(Turmoil turmoil) throws IOException, SQLException {
    Cluster cluster = turmoil.cluster();
    try (Queue queue = Queue.of(cluster)) {
      Map<String, Long> lives = lives(cluster, queue);
      for (int step = 0; step < STEPS_BEFORE_KILL; step++) {
        stepAll(turmoil);
        turmoil.letPass(LONGEST_PEACE);
      }
      requireLives(turmoil, lives, queue);
      killWhileTimeGoesBack(turmoil, queue);
      lives = lives(cluster, queue);
      while (!turmoil.isOver()) {
        stepAll(turmoil);
        turmoil.letPass(LONGEST_PEACE);
      }
      requireLives(turmoil, lives, queue);
    }
  }

  private static void stepAll(Turmoil turmoil) throws IOException {
    Cluster cluster = turmoil.cluster();
    for (ClusterNode node : cluster.nodes()) {
      int slowest = cluster.backends().contains(node) ? -HOUR : 0;
      node.clock().set(Duration.ofSeconds(turmoil.random().nextInt(slowest, HOUR + 1)));
      turmoil.did("sets", node.name());
    }
    setDatabase(turmoil, turmoil.random().nextInt(-HOUR, HOUR + 1));
  }

  private static void setDatabase(Turmoil turmoil, int seconds) throws IOException {
    turmoil.cluster().databaseClock().set(Duration.ofSeconds(seconds));
    turmoil.did("sets-database", "to %+d s".formatted(seconds));
  }

  private static Map<String, Long> lives(Cluster cluster, Queue queue) throws SQLException {
    Map<String, Long> lives = new HashMap<>();
    for (ClusterNode backend : cluster.backends()) {
      lives.put(backend.name(), queue.epoch(backend.name()));
    }
    return lives;
  }

  private static void requireLives(Turmoil turmoil, Map<String, Long> before, Queue queue)
      throws SQLException {
    Map<String, Long> now = lives(turmoil.cluster(), queue);
    if (!now.equals(before)) {
      String story =
          "backends did not live through steps of clocks: epochs %s became %s"
              .formatted(before, now);
      turmoil.context().findings().add(Problem.SURPRISE, story);
    }
    for (ClusterNode node : turmoil.cluster().nodes()) {
      if (!node.isRunning()) {
        String story = node.name() + " died of steps of clocks";
        turmoil.context().findings().add(Problem.SURPRISE, story);
      }
    }
  }

  private static void killWhileTimeGoesBack(Turmoil turmoil, Queue queue)
      throws IOException, SQLException {
    List<ClusterNode> backends = turmoil.cluster().backends();
    ClusterNode victim = backends.get(turmoil.random().nextInt(backends.size()));
    setDatabase(turmoil, HOUR);
    // its last beat is to be one of the fast clock
    long epoch = queue.epoch(victim.name());
    queue.awaitBeat(epoch);
    kill(turmoil, victim);
    setDatabase(turmoil, 0);
    Duration bound = turmoil.cluster().shape().stale().plus(ADOPTION);
    long begin = System.nanoTime();
    while (queue.isUp(epoch) || queue.heldBy(epoch) > 0) {
      if (System.nanoTime() - begin > bound.toNanos()) {
        String story = "%s was killed, and not missed within %s".formatted(victim.name(), bound);
        turmoil.context().findings().add(Problem.STUCK, story);
        break;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    turmoil.context().figures().took("adopted", Duration.ofNanos(System.nanoTime() - begin));
    start(turmoil, List.of(victim));
  }
}
