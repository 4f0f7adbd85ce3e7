// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;

/**
 * The clock that counts since the host booted, and goes on while it is suspended. {@link
 * System#nanoTime} stands still there: after an hour's sleep of a virtual machine it would find the
 * last beat still fresh.
 */
public final class BootClock {
  /** CLOCK_BOOTTIME of {@code linux/time.h}. */
  static final int ID = 7;

  private static final MethodHandle CLOCK_GETTIME = bind();

  private BootClock() {}

  // Critical: the call is over in nanoseconds (it does not even enter the kernel), so it may run
  // without leaving the JVM's own state, and write straight into an array on the heap.
  @SuppressWarnings("restricted")
  private static MethodHandle bind() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("clock_gettime"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS),
        Linker.Option.critical(true));
  }

  /** Nanoseconds since the boot, suspends counted; comparable among the processes of a host. */
  public static long nanos() {
    // struct timespec: two words, seconds and nanoseconds, on x86-64 and on 64-bit ARM.
    long[] timespec = new long[2];
    int result;
    try {
      result = (int) CLOCK_GETTIME.invokeExact(ID, MemorySegment.ofArray(timespec));
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException("a native call threw", impossible);
    }
    if (result != 0) {
      throw new UnsupportedOperationException("the kernel has no clock that runs through suspends");
    }
    return TimeUnit.SECONDS.toNanos(timespec[0]) + timespec[1];
  }
}
