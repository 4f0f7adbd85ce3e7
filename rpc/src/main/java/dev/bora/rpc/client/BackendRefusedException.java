// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.jspecify.annotations.Nullable;

/**
 * A backend refused this node or its request before it looked at the call; asking again is no use.
 */
public final class BackendRefusedException extends BackendCallException {

  BackendRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause, false);
  }
}
