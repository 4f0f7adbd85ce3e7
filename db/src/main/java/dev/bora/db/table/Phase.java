// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/** Where a file of a queued request is, as far as limits count it. */
public enum Phase {
  /** In the queue. */
  WAITING,
  /** In a backend's hands, to be prepared. */
  RUNNING,
  /** In progress, and in the queue until there may be one TURL more. */
  PARKED,
  /** Its TURL is out; until it has ended. */
  OUT
}
