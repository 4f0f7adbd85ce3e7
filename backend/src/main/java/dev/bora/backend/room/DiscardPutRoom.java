// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Task;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Step;
import dev.bora.filesystem.HiddenName;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a put that is not published: abort, expiry, or a commit that could not be. Its upload
 * goes by its id, never by its SURL. The row's status, set when the discard began, says how it
 * ends.
 */
final class DiscardPutRoom implements Room {
  @Override
  public Result run(Task task) throws IOException {
    return run(task, task.row().status(), task.row().explanation());
  }

  static Result run(Task task, TStatusCode status, @Nullable String explanation)
      throws IOException {
    boolean made = task.row().entryClaim() != null;
    return run(task, made ? task.journalledEntry() : null, status, explanation);
  }

  /**
   * Discards the upload of a task.
   *
   * @param first its hidden entry under the earliest claim; null if none was made
   */
  static Result run(
      Task task, @Nullable HiddenName first, TStatusCode status, @Nullable String explanation)
      throws IOException {
    task.remember(task.row().place());
    if (first != null) {
      task.intend(Step.PURGE, null, first);
      // An adopter of an earlier commit may have given it its own claim.
      for (int claim = first.claim(); claim <= task.entry().claim(); claim++) {
        HiddenName entry = first.withClaim(claim);
        task.act(() -> task.area().disk().creation().discardUpload(entry));
      }
    }
    return task.ended(stateOf(status), new Result(status, explanation));
  }

  private static FileState stateOf(TStatusCode status) {
    if (status == TStatusCode.SRM_ABORTED) {
      return FileState.ABORTED;
    }
    return status == TStatusCode.SRM_FILE_LIFETIME_EXPIRED ? FileState.EXPIRED : FileState.FAILED;
  }
}
