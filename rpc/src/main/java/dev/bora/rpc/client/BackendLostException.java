// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.jspecify.annotations.Nullable;

/**
 * A backend was reached, and every connection broke before the answer came: what was done is
 * unknown.
 */
public final class BackendLostException extends BackendCallException {

  BackendLostException(String message, @Nullable Throwable cause) {
    super(message, cause, true);
  }
}
