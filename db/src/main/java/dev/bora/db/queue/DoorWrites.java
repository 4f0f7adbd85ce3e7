// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Database;
import dev.bora.db.SqlErrors;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;

/**
 * What a data door notes of the uploads that it writes, so that srmPutDone does not commit one
 * under its hands.
 */
public final class DoorWrites {
  private final Database database;
  private final long door;

  /** For the door of this epoch. */
  public DoorWrites(Database database, long door) {
    this.database = database;
    this.door = door;
  }

  /**
   * Begins to write an upload.
   *
   * @return false if it takes no data: it is not ready any more, or is being written already
   */
  public boolean begin(long fileId) {
    try {
      return database.call(tables -> {
        // Locked first: who commits it locks the same row before looking for writers.
        FileRow row = tables.files().lock(fileId);
        if (row == null || row.state() != FileState.READY) {
          return false;
        }
        tables.doorWrites().begin(fileId, door);
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
    database.run(tables -> tables.doorWrites().end(fileId, door));
  }
}
