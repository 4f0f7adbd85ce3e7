// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.backend.turl.Turls;
import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Claims;
import dev.bora.db.queue.Journal;
import dev.bora.db.queue.PathLocks;
import dev.bora.heartbeat.Heart;
import dev.bora.site.Queue;

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
 * @param queue how work is taken and tried again
 * @param drain says whether this backend takes nothing new
 */
public record Tools(
    Database database,
    Fence fence,
    Heart heart,
    OpenAreas areas,
    Accounts accounts,
    Turls turls,
    Retention retention,
    Queue queue,
    Drain drain) {
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
