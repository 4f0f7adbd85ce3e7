// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.table.Ids;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.TallyRow;
import java.util.List;

/** Keeps the tally small; inside somebody's transaction. */
public final class TallyKeeping {
  private TallyKeeping() {}

  /**
   * Forgets users of whom there is no file.
   *
   * @param most so many at most
   * @return how many there were
   */
  public static int forgetIdle(Tables tables, int most) {
    int forgotten = 0;
    for (TallyRow idle : tables.tallies().idle(most)) {
      forgotten += forget(tables, idle.kind(), idle.share()) ? 1 : 0;
    }
    return forgotten;
  }

  /** Forgets a user; false, and nothing is changed, if there are files by now. */
  static boolean forget(Tables tables, RequestKind kind, long share) {
    List<Long> slots = tables.tallies().lockSlots(kind, share);
    return !slots.isEmpty() && tables.tallies().forget(kind, share, Ids.of(slots)) > 0;
  }
}
