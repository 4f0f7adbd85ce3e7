// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.failure;

/** A command cannot do what was asked; the message tells the user why, in one line. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /** With this message. */
  public RefusedException(String message) {
    super(message);
  }

  /** With this message, and what it follows from. */
  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
