// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;

/**
 * A message of a known operation that lacks a mandatory field, or has a value that cannot be read.
 * A server answers such a request with SRM_INVALID_REQUEST, in the operation's own response.
 */
public final class InvalidMessageException extends SoapException {
  private static final long serialVersionUID = 1L;

  private final Operation operation;

  InvalidMessageException(Operation operation, String explanation) {
    super(explanation);
    this.operation = operation;
  }

  /** The operation that was asked for, or whose answer was read. */
  public Operation operation() {
    return operation;
  }

  /**
   * The answer to a request that is invalid: SRM_INVALID_REQUEST and the explanation. An srmPing
   * has no status to tell it with, so its answer is that to any srmPing.
   */
  public SrmResponse response() {
    return operation.statusOnly(new TReturnStatus(TStatusCode.SRM_INVALID_REQUEST, explanation()));
  }
}
