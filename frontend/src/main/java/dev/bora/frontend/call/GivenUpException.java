// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.call;

import org.jspecify.annotations.Nullable;

/**
 * No backend was asked, or its answer was not waited for any longer, because the database is away,
 * which backends need too.
 */
public final class GivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean mayHaveRun;

  private GivenUpException(String message, @Nullable Throwable cause, boolean mayHaveRun) {
    super(message, cause);
    this.mayHaveRun = mayHaveRun;
  }

  /** No backend was asked. */
  public static GivenUpException notAsked() {
    return new GivenUpException("no backend was asked: the database is away", null, false);
  }

  /** Nobody waits for the answer any more. */
  public static GivenUpException notWaitedFor(Throwable cause) {
    return new GivenUpException("a backend was not waited for: the database is away", cause, true);
  }

  /** Whether a backend may have carried the call out, or may do so yet. */
  public boolean mayHaveRun() {
    return mayHaveRun;
  }
}
