// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/**
 * Where one file of a request is. A backend owns it in RUNNING and in no other state; {@link Goal}
 * says what it is bringing it to.
 */
public enum FileState {
  /** Waits for a backend. */
  QUEUED,
  /** In a backend's hands. */
  RUNNING,
  /** Its TURL is out; nobody owns it. */
  READY,
  /** Did what was asked: put done, name space changed. */
  DONE,
  /** Its pin was given back. */
  RELEASED,
  /** Aborted by its owner, or because its file was removed. */
  ABORTED,
  /** The TURL's or the request's time ran out. */
  EXPIRED,
  /** Could not be done; status and explanation say why. */
  FAILED;

  /** Whether a file in this state may go to the other: the one table of moves. */
  public boolean canMoveTo(FileState next) {
    return switch (this) {
      case QUEUED -> next == RUNNING || next == ABORTED || next == FAILED || next == EXPIRED;
      case RUNNING -> next != RUNNING;
      case READY -> next == RUNNING || next == RELEASED || next == ABORTED || next == EXPIRED;
      case DONE, RELEASED, ABORTED, EXPIRED, FAILED -> false;
    };
  }

  /** No way leads out of it. */
  public boolean isFinal() {
    return switch (this) {
      case QUEUED, RUNNING, READY -> false;
      case DONE, RELEASED, ABORTED, EXPIRED, FAILED -> true;
    };
  }
}
