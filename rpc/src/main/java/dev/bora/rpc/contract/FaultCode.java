// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.Optional;

/**
 * Why a backend answered a call with an XML-RPC fault. Anything that SRM has a word for is an
 * {@link Outcome}.
 */
public enum FaultCode {
  /** The call was not understood; nothing was done. */
  BAD_CALL(1),
  /** Something broke inside the backend; its log tells what, under the request id. */
  INTERNAL(2);

  private final int number;

  FaultCode(int number) {
    this.number = number;
  }

  /**
   * The number on the wire.
   *
   * @return the XML-RPC faultCode
   */
  public int number() {
    return number;
  }

  /**
   * The code of a number.
   *
   * @param number an XML-RPC faultCode
   * @return the code, or nothing when a newer release uses it
   */
  public static Optional<FaultCode> of(int number) {
    for (FaultCode code : values()) {
      if (code.number == number) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
