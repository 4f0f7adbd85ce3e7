// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TReturnStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One client, one frontend, and two backends of which the first one is asked as long as it lives:
 * the victim.
 */
final class Stage implements AutoCloseable {
  /** What a directory is in a tree. */
  static final String DIRECTORY = "<directory>";

  /** In which what may be prevented happens, if it is not. */
  private static final Duration SHORT = Duration.ofSeconds(4);

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Cluster cluster;
  private final Path plans;
  private final String timer;
  private final SrmClient srm;
  private final Transfers transfers;

  /** For a call that is held while others are made. */
  private final SrmClient aside;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private int lastPlan;
  private int lastBase;

  /** Puts a witness into the victim. */
  Stage(Cluster cluster, boolean timer) throws Exception {
    this.cluster = cluster;
    this.timer = timer ? "timer" : "no-timer";
    this.plans = Files.createDirectories(cluster.logs().resolve("plans"));
    this.srm = cluster.srm("alice-voms", Transport.HTTPS, cluster.frontends().getFirst());
    this.transfers = new Transfers(srm);
    this.aside = cluster.srm("alice-voms", Transport.HTTPS, cluster.frontends().getFirst());
    if (cluster.shape().loopMount()) {
      Files.writeString(plans.resolve("mount"), cluster.mount().directory().toString());
    }
    victim().close();
    startVictim();
  }

  ClusterNode victim() {
    return cluster.backends().getFirst();
  }

  /** Starts the victim, and has it asked first. */
  void startVictim() {
    victim().startAs(DrillNode.class.getName(), plans.toString(), timer);
    cluster.director().prefer(victim().port());
  }

  Cluster cluster() {
    return cluster;
  }

  /** A new directory to do something in, below the area's root. */
  String base() throws IOException {
    lastBase++;
    String base = "point-" + lastBase;
    Files.createDirectory(cluster.root().resolve(base));
    return base;
  }

  /** From now on the victim acts at this call. */
  int plan(int number, boolean after, Point.Action action) throws IOException {
    lastPlan++;
    Path draft =
        Files.writeString(
            plans.resolve("draft"), new Point(lastPlan, number, after, action).text());
    Files.move(draft, plans.resolve("plan"), StandardCopyOption.ATOMIC_MOVE);
    return lastPlan;
  }

  void unplan() throws IOException {
    Files.deleteIfExists(plans.resolve("plan"));
  }

  /** Lets a victim that stopped itself under the last plan go on (SIGCONT). */
  void letGoOn() throws IOException {
    Files.createFile(plans.resolve("go-" + lastPlan));
    victim().thaw();
  }

  /** The calls that the victim has told under a plan. */
  List<String> seen(int plan) throws IOException {
    return lines("seen-" + plan);
  }

  /** What the victim acted at; empty if it did not come there. */
  List<String> hit(int plan) throws IOException {
    return lines("hit-" + plan);
  }

  /** The next thread of the victim that comes to a place is held there. */
  void hold(String place) throws IOException {
    Files.createFile(Holds.wish(plans, place));
  }

  /** Waits until one is held. */
  void awaitHeld(String place) {
    if (!within(LONG, () -> Files.exists(Holds.held(plans, place)))) {
      throw new IllegalStateException("nobody has come to " + place);
    }
  }

  void letGo(String place) throws IOException {
    Files.delete(Holds.held(plans, place));
  }

  /** Whether it is so within a time. */
  private static boolean within(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }

  /** Waits a little for everything to end. */
  void awaitRest(Queue queue) throws SQLException {
    long end = System.nanoTime() + SHORT.toNanos();
    while (!queue.underWay().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Waits a little for an answer. */
  boolean isAnswered(Future<?> call) {
    return within(SHORT, call::isDone);
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

  /** Waits until the victim has registered anew, and has it asked first again. */
  void awaitEpochAfter(long epoch) throws SQLException {
    PointDrill.awaitEpoch(this, epoch);
    cluster.director().prefer(victim().port());
  }

  private List<String> lines(String file) throws IOException {
    Path path = plans.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  /** Makes a file, past Bora. */
  void file(String path, String content) throws IOException {
    Path file = cluster.root().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Gives another file the name, past Bora. */
  void replace(String path, String content) throws IOException {
    Path other = Files.writeString(cluster.root().resolve(path + ".other"), content);
    Files.move(other, cluster.root().resolve(path), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes a directory, past Bora. */
  void directory(String path) throws IOException {
    Files.createDirectories(cluster.root().resolve(path));
  }

  /** What is in a directory, past Bora. */
  SortedMap<String, String> tree(String base) throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    Path top = cluster.root().resolve(base);
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path path : (Iterable<Path>) paths.skip(1)::iterator) {
        tree.put(
            top.relativize(path).toString(),
            Files.isDirectory(path) ? DIRECTORY : Files.readString(path));
      }
    }
    return tree;
  }

  private String surl(String path) {
    return "srm://localhost:%d/srm/managerv2?SFN=/testvo/%s"
        .formatted(cluster.frontends().getFirst().port(), path);
  }

  TReturnStatus mkdir(String path) throws IOException {
    return srm.call(new SrmMkdirRequest(null, surl(path), null), SrmMkdirResponse.class)
        .returnStatus();
  }

  TReturnStatus rmdir(String path, boolean wholeTree) throws IOException {
    return srm.call(new SrmRmdirRequest(null, surl(path), null, wholeTree), SrmRmdirResponse.class)
        .returnStatus();
  }

  TReturnStatus remove(String path) throws IOException {
    return remove(srm, path);
  }

  private TReturnStatus remove(SrmClient client, String path) throws IOException {
    return client
        .call(new SrmRmRequest(null, List.of(surl(path)), null), SrmRmResponse.class)
        .returnStatus();
  }

  /** A removal that need not have ended when this returns; one such call at a time. */
  Future<TReturnStatus> beginRemoval(String path) {
    return threads.submit(() -> remove(aside, path));
  }

  TReturnStatus move(String from, String to) throws IOException {
    return move(srm, from, to);
  }

  private TReturnStatus move(SrmClient client, String from, String to) throws IOException {
    return client
        .call(new SrmMvRequest(null, surl(from), surl(to), null), SrmMvResponse.class)
        .returnStatus();
  }

  /** As {@link #beginRemoval}, a rename. */
  Future<TReturnStatus> beginMove(String from, String to) {
    return threads.submit(() -> move(aside, from, to));
  }

  /** srmPrepareToPut until the TURL is there. */
  Prepared prepare(String path) throws IOException {
    return transfers.prepareToPut(surl(path), null, TOverwriteMode.ALWAYS, "file");
  }

  TReturnStatus abort(String token) throws IOException {
    return transfers.abort(token);
  }

  /** A whole put, through a file TURL. */
  TReturnStatus put(String path, String content) throws IOException {
    Prepared prepared = prepare(path);
    if (prepared.turl() == null) {
      return prepared.status();
    }
    Files.writeString(Path.of(URI.create(prepared.turl()).getPath()), content);
    return transfers.putDone(prepared.requireToken(), surl(path));
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    aside.close();
    srm.close();
  }
}
