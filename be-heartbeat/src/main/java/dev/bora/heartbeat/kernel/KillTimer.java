// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;

/**
 * A timer in the kernel that sends SIGKILL to this process. It needs no thread of the process: it
 * kills while the process is stopped (SIGSTOP), swapped out, or busy collecting garbage, and after
 * a suspend of the host it kills on waking up.
 *
 * <p>Child processes do not inherit it. Call it from any thread.
 */
public final class KillTimer implements KillSwitch {
  // struct sigevent, 64 bytes on both machines: sigev_value (8 bytes, unused), sigev_signo (int),
  // sigev_notify (int), then a union that SIGEV_SIGNAL leaves alone.
  private static final long SIGEVENT_SIZE = 64;
  private static final long SIGEV_SIGNO = 8;
  private static final long SIGEV_NOTIFY = 12;
  private static final int SIGNAL = 0;
  private static final int SIGKILL = 9;

  // struct itimerspec, four words on both machines: it_interval (seconds, nanoseconds; zero: once),
  // it_value (seconds, nanoseconds; zero: disarmed).
  private static final long ITIMERSPEC_SIZE = 32;
  private static final long VALUE_SECONDS = 16;
  private static final long VALUE_NANOS = 24;
  private static final long TIMER_ABSTIME = 1;

  private final int id;
  private boolean closed;

  private KillTimer(int id) {
    this.id = id;
  }

  /**
   * Makes one, disarmed.
   *
   * @throws UnsupportedOperationException if it would not kill, with the reason
   */
  public static KillTimer create() {
    // The kernel drops what a namespace's first process would kill itself with, SIGKILL included.
    if (ProcessHandle.current().pid() == 1) {
      throw new UnsupportedOperationException(
          "no timer can kill process 1 of a container: run it below an init process (--init)");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(SIGEVENT_SIZE, Long.BYTES);
      event.set(ValueLayout.JAVA_INT, SIGEV_SIGNO, SIGKILL);
      event.set(ValueLayout.JAVA_INT, SIGEV_NOTIFY, SIGNAL);
      MemorySegment id = arena.allocate(ValueLayout.JAVA_INT);
      TimerCall.TIMER_CREATE.run(BootClock.ID, event.address(), id.address());
      return new KillTimer(id.get(ValueLayout.JAVA_INT, 0));
    }
  }

  @Override
  public synchronized void arm(long bootNanos) {
    if (bootNanos <= 0) {
      throw new IllegalArgumentException("the moment is " + bootNanos + ", must be above 0");
    }
    if (closed) {
      throw new IllegalStateException("the timer is closed");
    }
    set(bootNanos);
  }

  @Override
  public synchronized void disarm() {
    if (!closed) {
      set(0);
    }
  }

  private void set(long bootNanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(ITIMERSPEC_SIZE, Long.BYTES);
      time.set(ValueLayout.JAVA_LONG, VALUE_SECONDS, bootNanos / second);
      time.set(ValueLayout.JAVA_LONG, VALUE_NANOS, bootNanos % second);
      TimerCall.TIMER_SETTIME.run(id, TIMER_ABSTIME, time.address());
    }
  }

  @Override
  public synchronized void close() {
    // Once: the kernel may give the id to another timer.
    if (!closed) {
      closed = true;
      TimerCall.TIMER_DELETE.run(id, 0, 0);
    }
  }
}
