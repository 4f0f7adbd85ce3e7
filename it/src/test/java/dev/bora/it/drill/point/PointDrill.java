// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.checker.Findings.Problem;
import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds out by which calls each operation changes names, then does something to the backend at some
 * or all of them: as many as the drill has rounds, chosen by its seed. Another backend adopts and
 * finishes; the same paths are used again; what lands late changes nothing.
 */
abstract class PointDrill implements Drill {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TRIES = 5;
  private static final Duration LOOK = Duration.ofMillis(50);

  /** A call of an operation, as it was seen when nothing was done to it. */
  record Place(Scenario scenario, int number, boolean after, String call) {
    @Override
    public String toString() {
      return "%s, %s call %d, %s"
          .formatted(scenario.name(), after ? "after" : "before", number, call);
    }
  }

  /** Whether something may be done to the backend during this. */
  boolean has(Scenario scenario) {
    return true;
  }

  /** Whether something may be done to the backend here. */
  boolean has(Place place) {
    return true;
  }

  /** What is done to the backend. */
  abstract Point.Action action();

  /** Whether it is done just after a call as well. */
  abstract boolean afterToo();

  /** Whether the kernel's timer ends a backend that is stopped with a call in flight. */
  abstract boolean timer();

  /** What it is done to: the first backend is the victim. */
  ClusterShape shape() {
    return ClusterShape.quick(1, 2);
  }

  /** What is done beside the client's call, which waits for it. */
  void meanwhile(Stage stage, int plan, long epoch) throws Exception {
    // the other backend does it all
  }

  /** Brings a backend that was stopped or ended back, when its work has been finished elsewhere. */
  abstract void bringBack(Stage stage, DrillContext context, long epoch) throws Exception;

  @Override
  public int fewRounds() {
    return 2;
  }

  @Override
  public final void run(DrillContext context) throws Exception {
    try (Cluster cluster = context.start(shape());
        Stage stage = new Stage(cluster, timer());
        Queue queue = Queue.of(cluster)) {
      List<Place> places = new ArrayList<>(places(stage).stream().filter(this::has).toList());
      context.figures().count("points", places.size());
      Collections.shuffle(places, new Random(context.options().seed()));
      for (Place place : places.subList(0, Math.min(places.size(), context.options().rounds()))) {
        boolean hit = false;
        for (int tries = 0; !hit && tries < TRIES; tries++) {
          hit = at(place, stage, queue, context);
        }
        if (!hit) {
          context.findings().add(Problem.BROKEN, place + ": the victim did not come there");
        }
      }
    }
  }

  private List<Place> places(Stage stage) throws Exception {
    List<Place> places = new ArrayList<>();
    for (Scenario scenario : Scenario.all().stream().filter(this::has).toList()) {
      String base = stage.tree().base();
      scenario.prepare().run(stage, base);
      int plan = stage.plans().make(Integer.MAX_VALUE, false, Point.Action.NOTHING);
      TReturnStatus status = scenario.act().run(stage, base);
      stage.plans().drop();
      if (status.statusCode() != TStatusCode.SRM_SUCCESS || stage.plans().seen(plan).isEmpty()) {
        throw new IllegalStateException(scenario.name() + " undisturbed: " + status);
      }
      for (String call : stage.plans().seen(plan)) {
        int number = Integer.parseInt(call.substring(0, call.indexOf(' ')));
        places.add(new Place(scenario, number, false, call));
        if (afterToo()) {
          places.add(new Place(scenario, number, true, call));
        }
      }
    }
    return places;
  }

  /** Whether the victim came to it: on a busy machine another may have been asked. */
  private boolean at(Place place, Stage stage, Queue queue, DrillContext context) throws Exception {
    stage.askVictimFirst();
    Scenario scenario = place.scenario();
    String base = stage.tree().base();
    scenario.prepare().run(stage, base);
    Demands demands = new Demands(place, context);
    long epoch = queue.epoch(stage.victim().name());
    int plan = stage.plans().make(place.number(), place.after(), action());
    long begin = System.nanoTime();
    TReturnStatus status;
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> meanwhile =
          beside.submit(() -> {
            meanwhile(stage, plan, epoch);
            return true;
          });
      status = scenario.act().run(stage, base);
      if (stage.plans().hit(plan).isEmpty()) {
        meanwhile.cancel(true);
      } else {
        meanwhile.get();
      }
    }
    context.figures().took("longest", Duration.ofNanos(System.nanoTime() - begin));
    stage.plans().drop();
    demands.success("answer", status);
    demands.tree("finished", stage.tree().of(base), scenario.expected());
    demands.success("use again", scenario.reuse().run(stage, base));
    boolean hit = !stage.plans().hit(plan).isEmpty();
    if (hit) {
      bringBack(stage, context, epoch);
    }
    demands.rest(queue, PATIENCE);
    demands.tree("at last", stage.tree().of(base), scenario.expectedThen());
    context.figures().checked(hit ? 1 : 0);
    return hit;
  }

  /** Waits until a node has an epoch later than one. */
  static void awaitEpoch(Stage stage, long epoch) throws SQLException {
    try (Queue queue = Queue.of(stage.cluster())) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (queue.epoch(stage.victim().name()) <= epoch) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(stage.victim().name() + " did not register anew");
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }
}
