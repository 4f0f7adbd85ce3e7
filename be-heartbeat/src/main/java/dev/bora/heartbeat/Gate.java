// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import dev.bora.db.node.Fence;
import dev.bora.heartbeat.Heart.Reason;
import dev.bora.heartbeat.kernel.BootClock;
import dev.bora.heartbeat.kernel.KillSwitch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an incarnation's calls pass on their way to the name space: open until a deadline that each
 * beat puts off, then closed for good. The count of calls inside and the deadline are under one
 * lock, so a closed gate with nobody inside stays empty.
 *
 * <p>The kill switch is armed while somebody is inside, and only then: a process that was stopped
 * or starved with nothing in flight does no harm when it wakes, for the gate is closed by then.
 */
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final Fence fence;
  private final BeatTimes times;
  private final KillSwitch killSwitch;
  private final Consumer<Reason> whenEmpty;
  private long deadline;
  private long killAt;
  private int inside;
  private boolean settled;
  private @Nullable Reason end;

  /**
   * Open for a first time.
   *
   * @param whenEmpty told once, under this gate's lock, when the gate has closed and is empty
   */
  Gate(Fence fence, BeatTimes times, KillSwitch killSwitch, Consumer<Reason> whenEmpty, long sent) {
    this.fence = fence;
    this.times = times;
    this.killSwitch = killSwitch;
    this.whenEmpty = whenEmpty;
    setTimes(sent);
  }

  private void setTimes(long sent) {
    deadline = sent + times.selfStop().toNanos();
    killAt = sent + times.killAfter().toNanos();
  }

  /** A beat that was sent at this moment has committed. */
  synchronized void putOff(long sent) {
    // Too late for who was refused meanwhile, and has left its work to the next incarnation.
    if (isOpen()) {
      setTimes(sent);
      if (inside > 0) {
        killSwitch.arm(killAt);
      }
    }
  }

  /** Whether a call may pass; finds out by itself that the deadline has passed. */
  synchronized boolean isOpen() {
    if (!settled && end == null && BootClock.nanos() >= deadline) {
      close(Reason.DEADLINE_PASSED);
    }
    return !settled && end == null;
  }

  /** One call more is inside; false: it may not begin. */
  synchronized boolean enter() {
    if (!isOpen()) {
      return false;
    }
    if (inside == 0) {
      killSwitch.arm(killAt);
    }
    inside++;
    return true;
  }

  /** One call less is inside. */
  synchronized void leave() {
    if (inside == 0) {
      throw new IllegalStateException("more calls have left than entered");
    }
    inside--;
    if (inside == 0 && !settled) {
      killSwitch.disarm();
    }
    settleWhenEmpty();
  }

  /** Closes for good; the first reason counts. */
  synchronized void close(Reason reason) {
    if (settled || end != null) {
      return;
    }
    end = reason;
    settleWhenEmpty();
    LOG.warn(
        "epoch {} of {} ends, {}; calls in flight: {}",
        fence.epoch(),
        fence.node(),
        reason == Reason.FENCED
            ? "fenced by others"
            : "without a beat for " + times.selfStop().toMillis() + " ms",
        inside);
  }

  private void settleWhenEmpty() {
    if (end != null && inside == 0 && !settled) {
      settle();
      whenEmpty.accept(end);
    }
  }

  /** Closes without a reason, and leaves who is inside alone: the process is on its way out. */
  synchronized void abandon() {
    if (!settled) {
      settle();
    }
  }

  // Once: from here on the switch may be another incarnation's.
  private void settle() {
    settled = true;
    killSwitch.disarm();
  }
}
