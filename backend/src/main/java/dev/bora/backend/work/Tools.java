// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.backend.turl.Turls;
import dev.bora.db.Database;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Claims;
import dev.bora.db.queue.Journal;
import dev.bora.db.queue.PathLocks;
import dev.bora.heartbeat.Heart;

/**
 * What the rooms work with, for one incarnation.
 *
 * @param database for reads that need no fence
 * @param fence of this incarnation
 * @param heart says whether a step may be begun
 * @param areas storage areas
 * @param accounts local accounts of grid users
 * @param turls makes transfer URLs
 * @param retention how long rows are kept
 */
public record Tools(
    Database database,
    Fence fence,
    Heart heart,
    OpenAreas areas,
    Accounts accounts,
    Turls turls,
    Retention retention) {
  /** Claims of this incarnation. */
  public Claims claims() {
    return new Claims(fence);
  }

  /** The journal of this incarnation. */
  public Journal journal() {
    return new Journal(fence);
  }

  /** Path locks of this incarnation. */
  public PathLocks locks() {
    return new PathLocks(fence);
  }
}
