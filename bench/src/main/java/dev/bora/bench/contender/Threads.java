// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** How threads of the benchmark's own contenders end. */
final class Threads {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Threads() {}

  /** Waits for their end; one that does not end is an error. */
  static void awaitEnd(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("threads are still at work after " + PATIENCE);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }
}
