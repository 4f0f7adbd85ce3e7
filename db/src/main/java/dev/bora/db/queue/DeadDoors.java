// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Doors that died. Such a door is fenced, so that it cannot begin to write again should it only
 * have slept, and with the same commit what it has noted in {@code door_write} is gone. Who asks
 * whether an upload is being written looks at these notes alone, never at a clock.
 */
public final class DeadDoors {
  private static final Logger LOG = LoggerFactory.getLogger(DeadDoors.class);

  private DeadDoors() {}

  /**
   * Fences a door that is dead, and removes its notes, inside somebody's transaction.
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
      tables.incarnations().move(door, IncarnationState.UP, IncarnationState.FENCED);
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
