// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * A file of which every backend dies: it becomes a suspect, runs alone, and is given up after three
 * more deaths. (PutDone touches the upload first before it has a step in the journal.) What is
 * asked for beside it must not suffer more than the time.
 */
public final class Poison implements Drill {
  /**
   * It dies before the first step of PutDone: one before anybody knows, one that makes it a
   * suspect, and three while it runs with nothing beside it.
   */
  private static final int DEATHS = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String POISON = "/poison";

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public String sentence() {
    return "Has every backend die of one file (a round each): it must be given up after three deaths"
        + " while it ran alone, and other files must not suffer.";
  }

  @Override
  public void run(DrillContext context) throws Exception {
    try (Cluster cluster = context.start(ClusterShape.quick(1, 2));
        Stage stage = new Stage(cluster, true);
        Queue queue = Queue.of(cluster)) {
      stage.other().close();
      stage.startWitnessed(stage.other());
      for (int round = 1; round <= context.options().rounds(); round++) {
        new Course(stage, queue, context, new Demands("round " + round, context)).run();
      }
    }
  }

  private record Course(Stage stage, Queue queue, DrillContext context, Demands demands) {

    void run() throws Exception {
      String base = stage.tree().base();
      StageClient client = stage.client();
      Prepared poisoned = client.prepare(base + POISON);
      StageClient.upload(poisoned, "data");
      long file = queue.lastFile();
      stage.plans().make(Math.toIntExact(file), false, Point.Action.POISON);
      Future<TReturnStatus> told = client.beginDone(poisoned, base + POISON);
      Map<String, String> others = awaitEnd(file, base);
      stage.plans().drop();
      TReturnStatus end = client.statusOfPut(poisoned.requireToken());
      demands.status("poison", TStatusCode.SRM_FAILURE, end);
      if (!String.valueOf(end.explanation()).startsWith("Given up: 3 backends")) {
        context.findings().add(Problem.SURPRISE, "poison ended with: " + end.explanation());
      }
      if (stage.answer(told).statusCode() == TStatusCode.SRM_SUCCESS) {
        context.findings().add(Problem.SURPRISE, "the client of the poison was told of a success");
      }
      long suspects = queue.suspectsFrom(file);
      if (suspects != 1) {
        context.findings().add(Problem.SURPRISE, suspects + " files were suspects, not 1");
      }
      demands.free("use again", client.put(base + POISON, "new"));
      others.put(POISON.substring(1), "new");
      demands.rest(queue, PATIENCE);
      demands.tree("at last", stage.tree().of(base), others);
      context.figures().checked(1 + others.size());
    }

    /** Brings back whoever died, and puts another file each time. */
    private Map<String, String> awaitEnd(long file, String base) throws Exception {
      Map<String, String> others = new HashMap<>();
      int deaths = 0;
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (isUnderWay(queue.state(file))) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "a poisoned file is not given up after %d deaths".formatted(deaths));
        }
        for (ClusterNode backend : stage.cluster().backends()) {
          if (!backend.isRunning()) {
            deaths++;
            bringBack(backend);
            String other = "beside-" + deaths;
            putInTheEnd(base + "/" + other, other);
            others.put(other, other);
          }
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
      context.figures().count("deaths", deaths);
      if (deaths != DEATHS) {
        context.findings().add(Problem.SURPRISE, deaths + " deaths of one file, not " + DEATHS);
      }
      return others;
    }

    /** It may take the file, and die of it, before it says that it is ready. */
    private void bringBack(ClusterNode backend) {
      try {
        stage.startWitnessed(backend);
      } catch (AssertionError died) {
        context.figures().count("died-at-start", 1);
      }
    }

    private static boolean isUnderWay(String state) {
      return switch (state) {
        case "QUEUED", "RUNNING", "READY" -> true;
        default -> false;
      };
    }

    /** At a moment without backends a call is refused, to be made again. */
    private void putInTheEnd(String path, String content) throws Exception {
      TReturnStatus status = stage.client().put(path, content);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (status.statusCode() == TStatusCode.SRM_INTERNAL_ERROR && System.nanoTime() < end) {
        LockSupport.parkNanos(LOOK.toNanos());
        status = stage.client().put(path, content);
      }
      demands.success("beside", status);
    }
  }
}
