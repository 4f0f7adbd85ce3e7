// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.jspecify.annotations.Nullable;

/** A backend was reached, and did not answer in time: what was done is unknown. */
public final class BackendTimeoutException extends BackendCallException {

  BackendTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause, true);
  }
}
