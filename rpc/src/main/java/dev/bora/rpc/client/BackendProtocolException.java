// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.jspecify.annotations.Nullable;

/** A backend answered, and the answer is not understood: what was done is unknown. */
public final class BackendProtocolException extends BackendCallException {

  BackendProtocolException(String message, @Nullable Throwable cause) {
    super(message, cause, true);
  }
}
