// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import java.time.Duration;

/**
 * Whether virtual threads get to run. When something holds all their carriers, nothing of the
 * process goes on but its platform threads, the beat among them.
 */
final class Carriers {
  private Thread probe = Thread.startVirtualThread(() -> {});

  /**
   * Whether the virtual thread that was started the last time has run; then the next one is
   * started.
   *
   * @param patience how long to wait for it
   */
  boolean run(Duration patience) throws InterruptedException {
    if (!probe.join(patience)) {
      return false;
    }
    probe = Thread.startVirtualThread(() -> {});
    return true;
  }
}
