// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.jspecify.annotations.Nullable;

/** No backend was reached, or none took the call: nothing was done. */
public final class BackendUnavailableException extends BackendCallException {

  BackendUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false);
  }
}
