// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

/** The database could not be reached, or went away: nothing can be said of what was under way. */
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
