// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.drill.exercise.Queue;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * A user of the file system replaces a file between a removal's look and its take, and the backend
 * is fenced before it has seen what it took.
 */
final class ReplacedMeanwhile implements Encounter {
  @Override
  public String name() {
    return "replaced-meanwhile";
  }

  @Override
  public void run(Stage stage, Queue queue, Demands demands) throws Exception {
    String base = stage.tree().base();
    stage.tree().file(base + "/f", "old");
    long epoch = queue.epoch(stage.victim().name());
    stage.plans().hold("before.renameat2");
    stage.plans().hold("after.renameat2");
    Future<TReturnStatus> removal = stage.client().beginRemoval(base + "/f");
    stage.awaitHeld("before.renameat2");
    stage.tree().replace(base + "/f", "theirs");
    stage.plans().letGo("before.renameat2");
    stage.awaitHeld("after.renameat2");
    stage.fence(epoch);
    stage.awaitRest(queue);
    stage.plans().letGo("after.renameat2");
    // Of the call; that of its one file is SRM_FILE_BUSY.
    demands.status("removal", TStatusCode.SRM_FAILURE, stage.answer(removal));
    demands.tree("given back", stage.tree().of(base), Map.of("f", "theirs"));
    demands.free("use again", stage.client().put(base + "/f", "new"));
    stage.awaitEpochAfter(epoch);
    demands.tree("at last", stage.tree().of(base), Map.of("f", "new"));
  }
}
