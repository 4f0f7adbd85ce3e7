// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.drill.exercise.Queue;
import dev.bora.srm.types.TReturnStatus;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * A thread sleeps between the commit of a claim and its work for so long that the backend takes its
 * file for a stray and begins it anew, under the same epoch; then it wakes in the middle of that.
 */
final class TwoClaims implements Encounter {
  private static final String CLAIMED = "Calls.begin.COMMITTED";
  private static final String TAKE = "before.renameat2";

  @Override
  public String name() {
    return "two-claims";
  }

  @Override
  public void run(Stage stage, Queue queue, Demands demands) throws Exception {
    String base = stage.tree().base();
    stage.tree().file(base + "/f", "old");
    stage.plans().hold(CLAIMED);
    Future<TReturnStatus> removal = stage.client().beginRemoval(base + "/f");
    stage.awaitHeld(CLAIMED);
    stage.plans().hold(TAKE);
    stage.awaitHeld(TAKE);
    stage.plans().letGo(CLAIMED);
    boolean removedBySleeper = stage.isAnswered(removal);
    if (removedBySleeper) {
      demands.free("use again", stage.client().put(base + "/f", "new"));
    }
    stage.plans().letGo(TAKE);
    demands.success("removal", stage.answer(removal));
    if (!removedBySleeper) {
      demands.free("use again", stage.client().put(base + "/f", "new"));
    }
    stage.awaitRest(queue);
    demands.tree("at last", stage.tree().of(base), Map.of("f", "new"));
  }
}
