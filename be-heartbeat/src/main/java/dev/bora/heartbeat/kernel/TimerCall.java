// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * The kernel's timer calls, by number: the C library has them under their names only since glibc
 * 2.34, before that in a library of its own which the JVM does not load; and the kernel's timer id
 * is an int, where the C library's is a word.
 */
enum TimerCall {
  TIMER_CREATE(222, 107),
  TIMER_SETTIME(223, 110),
  TIMER_DELETE(226, 111);

  private static final StructLayout CAPTURE_LAYOUT = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE_LAYOUT.varHandle(PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = bind();

  private final int x86;
  private final int arm;

  TimerCall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bind() {
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(word, word, word, word, word, word),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  private int number() {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      throw new UnsupportedOperationException("no timer kills a process here: this is not Linux");
    }
    String machine = System.getProperty("os.arch");
    return switch (machine) {
      case "amd64", "x86_64" -> x86;
      case "aarch64" -> arm;
      default ->
          throw new UnsupportedOperationException(
              "the numbers of the timer calls are known for x86-64 and aarch64, not " + machine);
    };
  }

  /**
   * Runs the call, with numbers and addresses.
   *
   * @throws UnsupportedOperationException if the kernel refuses, with the call and errno's wording
   */
  void run(long first, long second, long third) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment captured = arena.allocate(CAPTURE_LAYOUT);
      long result = (long) SYSCALL.invokeExact(captured, (long) number(), first, second, third, 0L);
      if (result < 0) {
        int errno = (int) ERRNO.get(captured, 0L);
        throw new UnsupportedOperationException(
            name().toLowerCase(Locale.ROOT) + ": " + wording(errno));
      }
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException("a native call threw", impossible);
    }
  }

  /** The numbers are the same on both machines. */
  private static String wording(int errno) {
    return switch (errno) {
      case 1 -> "Operation not permitted";
      // Each timer holds one of the signals that the user may have queued.
      case 11 -> "Resource temporarily unavailable (see ulimit -i, the limit on pending signals)";
      case 12 -> "Cannot allocate memory";
      case 22 -> "Invalid argument";
      case 38 -> "Function not implemented";
      default -> "error " + errno;
    };
  }
}
