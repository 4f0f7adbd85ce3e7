// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.jspecify.annotations.Nullable;

/** A call to a backend that has no result. */
public abstract sealed class BackendCallException extends RuntimeException
    permits BackendUnavailableException,
        BackendRefusedException,
        BackendLostException,
        BackendWithoutDatabaseException,
        BackendTimeoutException,
        BackendProtocolException,
        BackendFaultException {

  private final boolean mayHaveRun;

  BackendCallException(String message, @Nullable Throwable cause, boolean mayHaveRun) {
    super(message, cause);
    this.mayHaveRun = mayHaveRun;
  }

  /**
   * Whether a backend may have run the call, wholly or in part, or may still do so.
   *
   * @return false only if no backend did
   */
  public final boolean mayHaveRun() {
    return mayHaveRun;
  }
}
