// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.rolling;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Exercise;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.drill.exercise.Turmoil;
import dev.bora.it.harness.BoraCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Restarts every frontend and every backend in order, one after the other, under load that comes in
 * through directors which look at the nodes' health: no call of a client may fail, and nobody may
 * have to adopt anything.
 */
public final class RollingRestart implements Drill {

  /** Four looks of the directors, and a busy host. */
  private static final Duration NOTICE = Duration.ofMillis(1500);

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public String sentence() {
    return "Restarts every frontend and backend in order, by SIGTERM and bora cluster drain in turn; gfal2 is among"
        + " the clients, and none may notice.";
  }

  @Override
  public void run(DrillContext context) throws Exception {
    ClusterShape shape = ClusterShape.quick(2, 2).withNotice(NOTICE);
    Cluster cluster = context.cluster(shape);
    try (Exercise exercise = new Exercise(context, cluster, List.of(cluster.publicEntrance()))) {
      exercise.rounds(this::restartAll, Unnoticed::judge);
    }
  }

  private void restartAll(Turmoil turmoil) throws Exception {
    Cluster cluster = turmoil.cluster();
    long adoptions = lastAdoption(cluster);
    Gfal.beside(
        turmoil,
        cluster,
        cluster.publicEntrance(),
        turmoil.context().folder(),
        () -> restartUntilOver(turmoil));
    try (Queue queue = Queue.of(cluster)) {
      for (String adoption : queue.adoptionsByOthers(adoptions)) {
        turmoil.context().findings().add(Problem.SURPRISE, "nobody died, but " + adoption);
      }
    }
  }

  private static void restartUntilOver(Turmoil turmoil) throws Exception {
    Cluster cluster = turmoil.cluster();
    boolean signal = turmoil.random().nextBoolean();
    do {
      for (ClusterNode node :
          Stream.of(cluster.frontends(), cluster.backends()).flatMap(List::stream).toList()) {
        restart(turmoil, node, signal);
        signal = !signal;
      }
    } while (!turmoil.isOver());
  }

  private static long lastAdoption(Cluster cluster) throws Exception {
    try (Queue queue = Queue.of(cluster)) {
      return queue.lastAdoption();
    }
  }

  private static void restart(Turmoil turmoil, ClusterNode node, boolean signal) throws Exception {
    Cluster cluster = turmoil.cluster();
    long begin = System.nanoTime();
    if (signal) {
      requireZero(turmoil, node, node.process().stop());
    } else {
      BoraCommand.of("cluster", "drain", "--site", cluster.siteFile().toString(), node.name())
          .run()
          .succeeded();
      var process = node.process().handle();
      process.onExit().get(1, TimeUnit.MINUTES);
      requireZero(turmoil, node, node.process().stop());
    }
    turmoil.context().figures().took("left", Duration.ofNanos(System.nanoTime() - begin));
    turmoil.did(signal ? "terms" : "drains", node.name());
    node.start();
    (cluster.frontends().contains(node) ? cluster.directorOfFrontends() : cluster.director())
        .awaitWell(node.port());
  }

  private static void requireZero(Turmoil turmoil, ClusterNode node, int status) {
    if (status != 0) {
      turmoil.context().findings().add(Problem.SURPRISE, node.name() + " ended with " + status);
    }
  }
}
