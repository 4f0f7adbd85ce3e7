// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.database;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.deployment.Entrance;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Probe;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.SrmClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.TStatusCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The database is put back to what it was some beats ago while all nodes run: every one of them
 * must notice, say so and do nothing, until an operator accepts it; then all must work again.
 */
public final class RestoredDatabase implements Drill {

  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Ten times what is aimed at. */
  private static final Duration NOTICED = Duration.ofSeconds(50);

  private static final int BEATS = 3;

  @Override
  public String name() {
    return "restored-database";
  }

  @Override
  public String sentence() {
    return "Puts the database back to what it was some beats ago while all nodes run; all must notice and do nothing"
        + " until that is accepted.";
  }

  @Override
  public void run(DrillContext context) throws Exception {
    for (int round = 0; round < context.options().rounds(); round++) {
      Cluster cluster = context.cluster(ClusterShape.quick(2, 2));
      requireAllWork(context, cluster);
      cluster.databaseServer().backUp();
      requireAllWork(context, cluster);
      awaitBeats(cluster);
      cluster.databaseServer().restore();
      long begin = System.nanoTime();
      boolean noticed =
          within(() -> cluster.director().well() == 0 && cluster.directorOfFrontends().well() == 0);
      context.figures().took("noticed", Duration.ofNanos(System.nanoTime() - begin));
      if (!noticed) {
        context.findings().add(Problem.STUCK, "not every node has noticed");
      }
      requireAllRefuse(context, cluster);
      BoraCommand.of("db", "accept", "--site", cluster.siteFile().toString()).run().succeeded();
      long accepted = System.nanoTime();
      requireAllWork(context, cluster);
      context.figures().took("resumed", Duration.ofNanos(System.nanoTime() - accepted));
      context.figures().count("rounds", 1);
    }
  }

  private static void awaitBeats(Cluster cluster) throws Exception {
    try (Queue queue = Queue.of(cluster)) {
      for (int beat = 0; beat < BEATS; beat++) {
        for (ClusterNode node : cluster.nodes()) {
          queue.beatsWithin(node.name(), NOTICED);
        }
      }
    }
  }

  private static boolean within(BooleanSupplier condition) {
    long end = System.nanoTime() + NOTICED.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private static void requireAllWork(DrillContext context, Cluster cluster) throws Exception {
    long nodes = (long) cluster.frontends().size() + cluster.backends().size();
    if (!within(() -> cluster.director().well() + cluster.directorOfFrontends().well() == nodes)) {
      context.findings().add(Problem.STUCK, "not every node works");
    }
    for (Entrance frontend : cluster.frontendEntrances()) {
      context.figures().checked(1);
      if (!new Probe(cluster, frontend).succeedsWithin(NOTICED)) {
        context.findings().add(Problem.STUCK, frontend.name() + " brings no TURL");
      }
    }
  }

  private static void requireAllRefuse(DrillContext context, Cluster cluster) throws Exception {
    for (ClusterNode frontend : cluster.frontends()) {
      try (SrmClient srm = cluster.srm("alice-voms", Transport.HTTPS, frontend)) {
        context.figures().checked(2);
        String surl =
            "srm://localhost:%d/srm/managerv2?SFN=/testvo/probe-at-%s"
                .formatted(frontend.port(), frontend.name());
        var removed = srm.call(new SrmRmRequest(null, List.of(surl), null), SrmRmResponse.class);
        if (removed.returnStatus().statusCode() != TStatusCode.SRM_INTERNAL_ERROR) {
          context.findings().add(Problem.SURPRISE, "while all are to halt: " + removed);
        }
        // A monitor is told that it is there, whatever it serves.
        var _ = srm.call(new SrmPingRequest(null), SrmPingResponse.class);
      }
    }
  }
}
