// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import dev.bora.heartbeat.kernel.KillSwitch;
import java.util.concurrent.atomic.AtomicInteger;

/** A kill switch that kills nobody, and knows for when it is armed. */
final class RecordingSwitch implements KillSwitch {
  private final Runnable onDisarm;
  private final AtomicInteger disarms = new AtomicInteger();
  private volatile long armedFor;

  RecordingSwitch(Runnable onDisarm) {
    this.onDisarm = onDisarm;
  }

  @Override
  public void arm(long bootNanos) {
    armedFor = bootNanos;
  }

  @Override
  public void disarm() {
    armedFor = 0;
    disarms.incrementAndGet();
    onDisarm.run();
  }

  /** On the boot clock; 0 when disarmed. */
  long armedFor() {
    return armedFor;
  }

  int disarms() {
    return disarms.get();
  }

  @Override
  public void close() {
    throw new AssertionError("whoever made the switch closes it");
  }
}
