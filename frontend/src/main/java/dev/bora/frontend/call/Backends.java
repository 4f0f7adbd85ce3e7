// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.call;

import dev.bora.rpc.contract.BackendCalls;
import java.time.Duration;
import java.util.function.Consumer;

/** The way to the backends. */
@FunctionalInterface
public interface Backends {
  /**
   * The calls, to whichever backend takes them.
   *
   * @param total for all attempts at a call together
   * @param answeredBy is told the id of each backend that answers
   */
  BackendCalls calls(Duration total, Consumer<String> answeredBy);

  /**
   * The calls, to one backend at its own address, past the directors.
   *
   * @param address host:port, as its incarnation has it
   * @param total for all attempts at a call together
   * @param answeredBy is told the id of each backend that answers
   */
  default BackendCalls callsAt(String address, Duration total, Consumer<String> answeredBy) {
    return calls(total, answeredBy);
  }
}
