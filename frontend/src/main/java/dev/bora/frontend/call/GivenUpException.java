// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.call;

/**
 * A backend's answer was not waited for any longer, because the database is away, which backends
 * need too. Whether the call was carried out is not known.
 */
public final class GivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Nobody waits for this call any more. */
  public GivenUpException(Throwable cause) {
    super("a backend was not waited for: the database does not answer", cause);
  }
}
