// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import org.jspecify.annotations.Nullable;

/**
 * A backend cannot end a call now that it may have begun: it lost the database, or its work is for
 * others to end. The call is to be asked again, with the same operation id, at any backend.
 */
public final class AskAgainException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean withoutDatabase;

  /**
   * For a reason.
   *
   * @param message for the logs of this node
   * @param cause what happened, if something was thrown
   */
  public AskAgainException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private AskAgainException(String message, @Nullable Throwable cause, boolean withoutDatabase) {
    super(message, cause);
    this.withoutDatabase = withoutDatabase;
  }

  /**
   * Because the database does not do what it is asked: as others have the same database, it is of
   * no use to ask long after one of them has said so too.
   *
   * @param message for the logs of this node
   * @param cause what happened, if something was thrown
   */
  public static AskAgainException withoutDatabase(String message, @Nullable Throwable cause) {
    return new AskAgainException(message, cause, true);
  }

  /** Whether the database is the reason. */
  public boolean isWithoutDatabase() {
    return withoutDatabase;
  }

  /**
   * For a reason.
   *
   * @param message for the logs of this node
   */
  public AskAgainException(String message) {
    this(message, null, false);
  }
}
