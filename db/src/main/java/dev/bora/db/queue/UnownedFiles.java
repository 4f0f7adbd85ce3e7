// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Phase;
import dev.bora.srm.types.TStatusCode;
import org.jspecify.annotations.Nullable;

/** How files end that no backend holds; inside somebody's transaction. */
public final class UnownedFiles {
  private UnownedFiles() {}

  /**
   * Ends a file that still waits in the queue.
   *
   * @return false if it does not wait any more; nothing was changed
   */
  public static boolean endQueued(
      Tables tables,
      FileRow row,
      FileState state,
      TStatusCode status,
      @Nullable String explanation,
      int keepSeconds) {
    // In the order of the claim: first the ready row, for whose lock this waits, then the file's.
    if (row.state() != FileState.QUEUED
        || tables.queue().dequeue(row.line(), Ids.of(row.id())) == 0) {
      return false;
    }
    tables.files().finishUnowned(row.id(), FileState.QUEUED, state, status, explanation);
    tables.deadlines().in(keepSeconds, Ids.of(row.id()));
    tables.tally().leave(row.kind(), row.share(), row.phase(), 1);
    return true;
  }

  /**
   * Takes a pin away.
   *
   * @return false if it is not pinned any more; nothing was changed
   */
  public static boolean endPin(
      Tables tables,
      FileRow row,
      FileState state,
      TStatusCode status,
      @Nullable String explanation,
      int keepSeconds) {
    if (tables.files().finishUnowned(row.id(), FileState.READY, state, status, explanation) == 0) {
      return false;
    }
    tables.pins().remove(row.place().area(), row.place().path(), row.id());
    tables.tally().leave(row.kind(), row.share(), Phase.OUT, 1);
    tables.deadlines().in(keepSeconds, Ids.of(row.id()));
    return true;
  }
}
