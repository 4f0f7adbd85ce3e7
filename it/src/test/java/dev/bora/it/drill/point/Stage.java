// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape.Storage;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One client, one frontend, and two backends of which the first one is asked as long as it lives:
 * the victim.
 */
final class Stage implements AutoCloseable {
  /** In which what may be prevented happens, if it is not. */
  private static final Duration SHORT = Duration.ofSeconds(4);

  /** In which a thread that is let go does its work, if nothing prevents it, on a busy machine. */
  private static final Duration WORK = Duration.ofSeconds(12);

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);

  /** The server looks at its transactions anew only when nobody has asked for 0.1 s. */
  private static final Duration SERVERS_LOOK = Duration.ofMillis(150);

  private final Cluster cluster;
  private final Plans plans;
  private final String timer;
  private final StageClient client;
  private final StageTree tree;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Puts a witness into the victim. */
  Stage(Cluster cluster, boolean timer) throws Exception {
    this.cluster = cluster;
    this.timer = timer ? "timer" : "no-timer";
    this.plans = new Plans(Files.createDirectories(cluster.logs().resolve("plans")));
    this.client = new StageClient(cluster);
    this.tree = new StageTree(cluster.root());
    if (cluster.shape().storage() == Storage.FREEZING) {
      Files.writeString(plans.folder().resolve("mount"), cluster.mount().directory().toString());
    }
    victim().close();
    startVictim();
  }

  Cluster cluster() {
    return cluster;
  }

  Plans plans() {
    return plans;
  }

  StageClient client() {
    return client;
  }

  StageTree tree() {
    return tree;
  }

  ClusterNode victim() {
    return cluster.backends().getFirst();
  }

  /** The one that finishes what the victim cannot. */
  ClusterNode other() {
    return cluster.backends().get(1);
  }

  /** Starts the victim, and has it asked first. */
  void startVictim() {
    startWitnessed(victim());
    askVictimFirst();
  }

  /** Ends the frontend's connections to the other one. */
  void askVictimFirst() {
    cluster.director().prefer(victim().port());
  }

  /** Starts a backend that heeds the plans. */
  void startWitnessed(ClusterNode backend) {
    backend.startAs(DrillNode.class.getName(), plans.folder().toString(), timer);
  }

  /** Lets a victim that stopped itself under the last plan go on (SIGCONT). */
  void letGoOn() throws IOException {
    plans.letGoOn();
    victim().thaw();
  }

  /**
   * Waits until the time of an upload is over and it is gone. The other backend is down, so that
   * the victim does what one of a cluster does; it is started when the victim has come to the plan.
   */
  TReturnStatus awaitExpiry(String token) throws Exception {
    boolean _ = within(LONG, () -> plans.isHit() || isOver(client.statusOfPut(token)));
    other().start();
    // The status tells it before the upload is gone, and its path free.
    try (Queue queue = Queue.of(cluster)) {
      boolean _ = within(LONG, () -> queue.underWay().isEmpty());
    }
    TReturnStatus last = client.statusOfPut(token);
    return last.statusCode() == TStatusCode.SRM_FILE_LIFETIME_EXPIRED
        ? new TReturnStatus(TStatusCode.SRM_SUCCESS, last.explanation())
        : last;
  }

  private static boolean isOver(TReturnStatus put) {
    return put.statusCode() != TStatusCode.SRM_SPACE_AVAILABLE
        && put.statusCode() != TStatusCode.SRM_REQUEST_INPROGRESS;
  }

  /** Waits until a thread is held at a place. */
  void awaitHeld(String place) throws Exception {
    if (!within(LONG, () -> plans.isHeld(place))) {
      throw new IllegalStateException("nobody has come to " + place);
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  /** Whether it is so within a time. */
  private static boolean within(Duration patience, Condition condition) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }

  /** Waits a little for everything to end. */
  void awaitRest(Queue queue) throws Exception {
    boolean _ = within(SHORT, () -> queue.underWay().isEmpty());
  }

  /** Whether an answer comes, though it takes a while. */
  boolean isAnswered(Future<?> call) throws Exception {
    return within(WORK, call::isDone);
  }

  <T> T answer(Future<T> call) throws Exception {
    return call.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  /** Fences an incarnation, as its adopters do: that waits for its transactions. */
  void fence(long epoch) throws SQLException {
    try (Connection database = cluster.database();
        PreparedStatement update =
            database.prepareStatement(
                "UPDATE incarnation SET state = 'FENCED' WHERE epoch = ? AND state = 'UP'")) {
      update.setLong(1, epoch);
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("epoch " + epoch + " was not UP");
      }
    }
  }

  Future<Boolean> beginFence(long epoch) {
    return threads.submit(() -> {
      fence(epoch);
      return true;
    });
  }

  /** Waits until a fence is there (true), or waits for a transaction of whom it fences (false). */
  boolean isFenced(Future<Boolean> fence) throws Exception {
    try (Connection database = cluster.database();
        PreparedStatement select =
            database.prepareStatement(
                "SELECT COUNT(*) FROM information_schema.innodb_trx"
                    + " WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE 'UPDATE incarnation%'")) {
      long end = System.nanoTime() + LONG.toNanos();
      while (!fence.isDone() && count(select) == 0) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("a fence neither comes nor waits");
        }
        LockSupport.parkNanos(SERVERS_LOOK.toNanos());
      }
      return fence.isDone();
    }
  }

  private static long count(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Waits until the victim has registered anew, and has it asked first again. */
  void awaitEpochAfter(long epoch) throws SQLException {
    PointDrill.awaitEpoch(this, epoch);
    askVictimFirst();
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    client.close();
  }
}
