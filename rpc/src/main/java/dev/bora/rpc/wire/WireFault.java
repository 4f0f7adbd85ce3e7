// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import dev.bora.rpc.contract.FaultCode;
import org.apache.xmlrpc.XmlRpcException;

/** A fault whose message may be shown to the other end. */
public final class WireFault extends XmlRpcException {

  /**
   * A fault.
   *
   * @param code its number
   * @param message its text, without anything internal
   */
  public WireFault(FaultCode code, String message) {
    super(code.number(), WireText.escape(message));
  }
}
