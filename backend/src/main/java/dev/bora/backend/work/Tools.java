// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.backend.turl.Turls;
import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Caps;
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
 * @param claims of this incarnation
 * @param locks of this incarnation
 * @param journal of this incarnation
 * @param requests of the files in hand
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
    Drain drain,
    Claims claims,
    PathLocks locks,
    Journal journal,
    Requests requests) {
  /** With the verbs behind this fence. */
  public Tools(
      Database database,
      Fence fence,
      Heart heart,
      OpenAreas areas,
      Accounts accounts,
      Turls turls,
      Retention retention,
      Queue queue,
      Caps caps,
      Drain drain) {
    Requests requests = new Requests(database);
    this(
        database,
        fence,
        heart,
        areas,
        accounts,
        turls,
        retention,
        queue,
        drain,
        new Claims(fence, caps, requests::told),
        new PathLocks(fence),
        new Journal(fence),
        requests);
  }
}
