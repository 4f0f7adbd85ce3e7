// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node that can be started again. */
public interface InstalledNode {

  /** Its name in the site file. */
  String name();

  /** Whether there is a process, frozen or not. */
  boolean isRunning();

  /** Starts it; it serves when this returns. */
  void start();

  /** Starts nodes at the same time; all serve when this returns. */
  static void startAll(List<? extends InstalledNode> nodes) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              nodes.stream()
                  .map(node -> CompletableFuture.runAsync(node::start, threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
  }
}
