// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Work that one backend does for the whole cluster, while it holds the lease. */
public interface Job {
  /** The lease's name. */
  String name();

  /** Between two rounds. */
  Duration interval();

  /**
   * One round.
   *
   * @param mayContinue asked before each piece of work
   */
  void run(BooleanSupplier mayContinue) throws Exception;
}
