// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.jspecify.annotations.Nullable;

/**
 * A backend was reached, and its database did not do what it was asked, now and when it was asked
 * again: what was done is unknown.
 */
public final class BackendWithoutDatabaseException extends BackendCallException {

  BackendWithoutDatabaseException(String message, @Nullable Throwable cause) {
    super(message, cause, true);
  }
}
