// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.server.BenchServer;

/** Something that contenders are measured at. */
public interface Scenario {
  /** One word. */
  String name();

  /** What is added to each fsync of the server that it is to run on, in microseconds. */
  default int fsyncMicros() {
    return 0;
  }

  /** Whether this contender can be measured at it. */
  default boolean suits(Contender contender) {
    return true;
  }

  /** A smaller one of the kind, to be run before the first that counts. */
  Scenario warmUp();

  /**
   * Runs it once.
   *
   * @param repetition from 1
   */
  Measurement run(BenchServer server, Contender contender, int repetition) throws Exception;
}
