// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

/**
 * A backend cannot end a call now that it may have begun: it lost the database, or its work is for
 * others to end. The call is to be asked again, with the same operation id, at any backend.
 */
public final class AskAgainException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * For a reason.
   *
   * @param message for the logs of this node
   * @param cause what happened
   */
  public AskAgainException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * For a reason.
   *
   * @param message for the logs of this node
   */
  public AskAgainException(String message) {
    super(message);
  }
}
