// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

/** The row says that somebody else has this file now: stop, and undo nothing. */
public final class ClaimLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClaimLostException(long fileId, int claim) {
    super("claim " + claim + " on file " + fileId + " is lost");
  }
}
