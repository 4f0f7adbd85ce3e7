// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Doors that died while they were writing. What such a door has noted in {@code door_write} counts
 * no more, and it is fenced, so that it cannot begin to write again should it only have slept;
 * inside somebody's transaction.
 */
public final class DeadDoors {
  private static final Logger LOG = LoggerFactory.getLogger(DeadDoors.class);

  private DeadDoors() {}

  /**
   * Whether a door that lives is writing an upload. One that does not is fenced. To be asked with
   * the file's row locked: then none begins meanwhile.
   *
   * @param stale age from which a door's last beat says that it is dead
   */
  static boolean isBeingWritten(Tables tables, long fileId, Duration stale) {
    Long door = tables.doorWrites().writer(fileId);
    if (door == null) {
      return false;
    }
    // First without a lock: one that lives is not kept from its beat by all who ask too early.
    return tables.doorWrites().liveWriter(fileId, stale.toNanos() / 1_000) != null
        || !fence(tables, door, row -> row.age().compareTo(stale) >= 0);
  }

  /**
   * Fences a door that is dead, and removes its notes.
   *
   * @param isDead what to judge by; asked under the row's lock, so that the door's last
   *     transactions are over, and its beat is read again
   * @return false if it lives; nothing was changed
   */
  public static boolean fence(Tables tables, long door, Predicate<IncarnationRow> isDead) {
    IncarnationRow row = tables.incarnations().lockForUpdate(door);
    if (row != null && isLive(row)) {
      if (!isDead.test(row)) {
        return false;
      }
      tables.incarnations().move(door, row.state(), IncarnationState.FENCED);
      LOG.info(
          "epoch {} of door {} fenced: last beat {} ms ago",
          door,
          row.node(),
          row.age().toMillis());
    }
    tables.doorWrites().endAll(door);
    return true;
  }

  private static boolean isLive(IncarnationRow row) {
    return row.state() == IncarnationState.UP || row.state() == IncarnationState.DRAINING;
  }
}
