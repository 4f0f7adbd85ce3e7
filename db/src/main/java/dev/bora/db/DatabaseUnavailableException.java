// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

/** The database could not be reached, or went away: nothing can be said of what was under way. */
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean mayHaveCommitted;

  DatabaseUnavailableException(String message, Throwable cause, boolean mayHaveCommitted) {
    super(message, cause);
    this.mayHaveCommitted = mayHaveCommitted;
  }

  /** Whether the commit was under way; if not, the transaction is certainly undone. */
  public boolean mayHaveCommitted() {
    return mayHaveCommitted;
  }
}
