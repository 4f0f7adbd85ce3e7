// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.fault;

import com.google.common.collect.Lists;
import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.deployment.InstalledNode;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kills a backend that has thousands of files in its hands: all are in the hands of the others
 * soon, all get their TURLs, and an abort leaves nothing. While the files are claimed the others
 * are down, or they would have their shares.
 */
public final class MassAdoption implements Drill {

  private static final int FILES_OF_A_ROUND = 1_000;
  private static final int FILES_OF_A_REQUEST = 5_000;

  /** After the stale time; a tenth of it is the aim. */
  private static final Duration ADOPTION = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final String FOLDER = "mass";

  @Override
  public String name() {
    return "mass-adoption";
  }

  @Override
  public String sentence() {
    return "Kills a backend (-9) that has claimed thousands of files (a round is a thousand, at most"
        + " ten): the others must have them soon after the stale time, and finish them.";
  }

  @Override
  public void run(DrillContext context) throws Exception {
    int files = FILES_OF_A_ROUND * Math.min(10, context.options().rounds());
    ClusterShape shape = ClusterShape.quick(1, 3).withFilesInHand(files * 3 / 2);
    try (Cluster cluster = context.start(shape);
        SrmClient srm = cluster.srm("alice-voms", Transport.HTTPS, cluster.frontends().getFirst());
        Queue queue = Queue.of(cluster)) {
      new Course(context, cluster, new Transfers(srm), queue, files).run();
    }
  }

  private record Course(
      DrillContext context, Cluster cluster, Transfers transfers, Queue queue, int files) {

    void run() throws Exception {
      Path folder = Files.createDirectory(cluster.root().resolve(FOLDER));
      ClusterNode victim = cluster.backends().getFirst();
      List<ClusterNode> others = cluster.backends().stream().skip(1).toList();
      restrain(others);
      long epoch = queue.epoch(victim.name());
      List<String> tokens = new ArrayList<>();
      for (List<String> surls : Lists.partition(surls(), FILES_OF_A_REQUEST)) {
        tokens.add(transfers.beginPut(surls, "https"));
      }
      await(files + " files in hand", () -> queue.heldBy(epoch) >= files);
      victim.kill();
      long killed = System.nanoTime();
      context.figures().count("held", queue.heldBy(epoch));
      requireAdoption(epoch, killed);
      await("a TURL for each", () -> queue.readyOf(tokens) == all());
      context.figures().took("finished", Duration.ofNanos(System.nanoTime() - killed));
      for (String token : tokens) {
        transfers.abort(token);
      }
      await("rest", () -> queue.underWay().isEmpty());
      requireNothingIn(folder);
      context.figures().checked(all());
      victim.start();
    }

    private void restrain(List<ClusterNode> others) throws IOException {
      String usual = Files.readString(cluster.siteFile());
      String restrained = usual.replaceFirst("files-in-hand: \\d+", "files-in-hand: 1");
      Path site = Files.writeString(cluster.siteFile().resolveSibling("restrained"), restrained);
      for (ClusterNode other : others) {
        other.close();
        other.configure(site);
      }
      InstalledNode.startAll(others);
    }

    /** More than are to be in hand, for some are ready before the last are claimed. */
    private int all() {
      return files * 3 / 2;
    }

    private List<String> surls() {
      int port = cluster.frontends().getFirst().port();
      return IntStream.range(0, all())
          .mapToObj(
              "srm://localhost:%d/srm/managerv2?SFN=/testvo/%s/%%05d".formatted(port, FOLDER)
                  ::formatted)
          .toList();
    }

    private void requireAdoption(long epoch, long killed) throws SQLException {
      await("adoption", () -> queue.heldBy(epoch) == 0);
      Duration took = Duration.ofNanos(System.nanoTime() - killed);
      context.figures().took("adopted", took);
      Duration bound = cluster.shape().stale().plus(ADOPTION);
      if (took.compareTo(bound) > 0) {
        context.findings().add(Problem.STUCK, "adopted after %s, not %s".formatted(took, bound));
      }
    }

    private void requireNothingIn(Path folder) throws Exception {
      try (Stream<Path> there = Files.list(folder)) {
        there.forEach(
            path -> context.findings().add(Problem.LEFTOVER, path + " of a put that was aborted"));
      }
    }

    private void await(String what, Condition condition) throws SQLException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!condition.holds()) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("no " + what + " within " + PATIENCE);
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }
}
