// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/**
 * What a request wants. A synchronous call that changes the name space is a request like any other.
 */
public enum RequestKind {
  /** srmPrepareToPut. */
  PUT,
  /** srmPrepareToGet. */
  GET,
  /** srmMkdir. */
  MKDIR,
  /** srmRmdir. */
  RMDIR,
  /** srmRm. */
  RM,
  /** srmMv. */
  MV;

  /**
   * Whether it waits in the queue for any backend; else the backend that was called holds it from
   * the first.
   */
  public boolean isQueued() {
    return switch (this) {
      case PUT, GET -> true;
      case MKDIR, RMDIR, RM, MV -> false;
    };
  }
}
