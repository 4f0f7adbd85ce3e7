// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.LeaseMapper.LeaseRow;

/**
 * Jobs that one backend at a time does for the whole cluster. A lease belongs to an epoch: it is
 * free when that one is fenced or gone, so it moves no sooner and no later than the work does.
 */
public final class Leases {
  private final Fence fence;

  /** For this incarnation. */
  public Leases(Fence fence) {
    this.fence = fence;
  }

  /**
   * Takes or renews the lease of a job.
   *
   * @return whether this incarnation holds it now
   */
  public boolean hold(String job) {
    return fence.call(tables -> {
      if (tables.leases().renew(job, fence.epoch()) == 1) {
        return true;
      }
      tables.leases().ensure(job);
      LeaseRow row = tables.leases().lock(job);
      if (row == null || !isFree(tables, row)) {
        return false;
      }
      tables.leases().take(job, fence.epoch());
      return true;
    });
  }

  private boolean isFree(Tables tables, LeaseRow row) {
    Long holder = row.holder();
    if (holder == null) {
      return true;
    }
    return tables.incarnations().live().stream()
        .filter(incarnation -> incarnation.epoch() == holder)
        .map(IncarnationRow::state)
        .allMatch(state -> state == IncarnationState.FENCED);
  }
}
