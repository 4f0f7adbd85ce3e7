// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.db.node.FenceWitness.Moment;
import dev.bora.it.drill.exercise.Queue;
import dev.bora.srm.types.TReturnStatus;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * A backend is fenced while it takes the lock on a path: its gate has let it pass, and nothing but
 * the fence keeps it from a lock that nobody would ever give back.
 */
final class LateLock implements Encounter {
  private final Moment moment;

  /** Held at this moment of the transaction that takes the lock. */
  LateLock(Moment moment) {
    this.moment = moment;
  }

  @Override
  public String name() {
    return switch (moment) {
      case BEGINS -> "fenced-before-the-check";
      case LET_IN -> "fenced-after-the-check";
      case COMMITTED -> throw new IllegalStateException("the lock is there by then");
    };
  }

  @Override
  public void run(Stage stage, Queue queue, Demands demands) throws Exception {
    String base = stage.tree().base();
    stage.tree().file(base + "/f", "old");
    long epoch = queue.epoch(stage.victim().name());
    String place = "PathLocks.taking." + moment;
    stage.plans().hold(place);
    Future<TReturnStatus> removal = stage.client().beginRemoval(base + "/f");
    stage.awaitHeld(place);
    Future<Boolean> fenced = stage.beginFence(epoch);
    // Once the check has let it in, the fence waits for it: no longer than it must, for whoever
    // else
    // needs the row waits behind the fence, and gives up after a second.
    if (stage.isFenced(fenced)) {
      stage.awaitRest(queue);
    }
    stage.plans().letGo(place);
    stage.answer(fenced);
    demands.success("removal", stage.answer(removal));
    demands.tree("removed", stage.tree().of(base), Map.of());
    stage.awaitEpochAfter(epoch);
    demands.free("use again", stage.client().put(base + "/f", "new"));
    demands.tree("at last", stage.tree().of(base), Map.of("f", "new"));
  }
}
