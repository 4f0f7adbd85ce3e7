// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.drill.exercise.Queue;
import dev.bora.srm.types.TReturnStatus;
import java.util.Map;
import java.util.concurrent.Future;

/** Both paths of a rename are put to while what is renamed has neither name. */
final class TwoWriters implements Encounter {
  @Override
  public String name() {
    return "two-writers";
  }

  @Override
  public void run(Stage stage, Queue queue, Demands demands) throws Exception {
    String base = stage.tree().base();
    stage.tree().file(base + "/f", "old");
    stage.plans().hold("after.renameat2");
    Future<TReturnStatus> move = stage.client().beginMove(base + "/f", base + "/g");
    stage.awaitHeld("after.renameat2");
    demands.busy("put to the source", stage.client().put(base + "/f", "new"));
    demands.busy("put to the target", stage.client().put(base + "/g", "other"));
    stage.plans().letGo("after.renameat2");
    demands.success("rename", stage.answer(move));
    demands.tree("renamed", stage.tree().of(base), Map.of("g", "old"));
    demands.free("use again", stage.client().put(base + "/f", "new"));
    demands.tree("at last", stage.tree().of(base), Map.of("f", "new", "g", "old"));
  }
}
