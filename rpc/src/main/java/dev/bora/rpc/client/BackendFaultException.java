// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.contract.FaultCode;
import java.util.Optional;

/** A backend answered with a fault. Never asked again by itself. */
public final class BackendFaultException extends BackendCallException {

  private final int number;

  BackendFaultException(int number, String message) {
    super(message, null, number != FaultCode.BAD_CALL.number());
    this.number = number;
  }

  /**
   * Why.
   *
   * @return the code, or nothing if it is one of a newer release
   */
  public Optional<FaultCode> code() {
    return FaultCode.of(number);
  }
}
