// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.table.RequestKind;

/** There are as many files as there may be; nothing of the request was written. */
public final class TooManyFilesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final RequestKind kind;
  private final boolean ofUser;
  private final long most;

  TooManyFilesException(RequestKind kind, boolean ofUser, long most) {
    super(
        "more than " + most + " files of " + kind + (ofUser ? " of one user" : ""),
        null,
        false,
        false);
    this.kind = kind;
    this.ofUser = ofUser;
    this.most = most;
  }

  /** What was asked for. */
  public RequestKind kind() {
    return kind;
  }

  /** Whether it is the user who has too many; else all users together. */
  public boolean isOfUser() {
    return ofUser;
  }

  /** How many there may be. */
  public long most() {
    return most;
  }
}
