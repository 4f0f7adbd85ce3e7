// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/**
 * The journal: the one system call on the name space that may be under way, committed before it is
 * made. An adopter deals with it as docs/architecture.md says.
 */
public enum Step {
  /** Make a hidden entry {@code new/<id>.<claim>}. */
  CREATE,
  /** Rename the hidden entry to the public name. */
  PUBLISH,
  /** Rename the public name to {@code taken/<id>.<claim>}. */
  TAKE,
  /** Rename what was taken to the target name (srmMv). */
  GIVE_ON,
  /** Rename what was taken to the name that it had. */
  GIVE_BACK,
  /**
   * Discard a put to the path first (srmRm). No call of its own: the put's row has the journal of
   * that.
   */
  ABORT,
  /** Remove a hidden entry, with all below it if it is a directory that was taken. */
  PURGE
}
