// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.SqlErrors;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;

/**
 * What a data door notes of the uploads that it writes, so that srmPutDone does not commit one
 * under its hands. A note is there until its door has ended it, or is dead: see {@link DeadDoors}.
 */
public final class DoorWrites {
  private final Fence door;

  /** For this incarnation of a door. */
  public DoorWrites(Fence door) {
    this.door = door;
  }

  /**
   * Begins to write an upload.
   *
   * @return false if it takes no data: it is not ready any more, or is being written already
   * @throws FencedException if this incarnation was fenced
   */
  public boolean begin(long fileId) {
    try {
      return door.call(tables -> {
        // Locked first: who commits it locks the same row before looking for writers.
        FileRow row = tables.files().lock(fileId);
        if (row == null || row.state() != FileState.READY) {
          return false;
        }
        tables.doorWrites().begin(fileId, door.epoch());
        return true;
      });
    } catch (RuntimeException exception) {
      if (SqlErrors.isDuplicateKey(exception)) {
        return false;
      }
      throw exception;
    }
  }

  /** The data has ended, well or not. */
  public void end(long fileId) {
    try {
      door.run(tables -> tables.doorWrites().end(fileId, door.epoch()));
    } catch (FencedException fenced) {
      // Who fenced it has removed all its notes.
    }
  }
}
