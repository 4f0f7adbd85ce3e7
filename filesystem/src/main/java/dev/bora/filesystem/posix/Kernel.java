// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the kernel: {@code syscall(2)}, with errno captured before the JVM can change
 * it.
 */
final class Kernel {
  private static final StructLayout CAPTURE_LAYOUT = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE_LAYOUT.varHandle(PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = bind();
  private static final int ATTEMPTS = 16;

  private static volatile @Nullable KernelWitness witness;

  private Kernel() {}

  // Restricted by its nature: the descriptor below is what binds syscall(2) rightly. Arguments
  // beyond
  // those of a system call are ignored by the kernel, so one handle serves all.
  @SuppressWarnings("restricted")
  private static MethodHandle bind() {
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(word, word, word, word, word, word, word),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /**
   * Runs a system call on the caller's thread.
   *
   * @return what the call returned, which is never negative
   * @throws PosixException naming the operation and {@code object}, when the call failed
   */
  static long call(SystemCall call, String object, long... arguments) throws PosixException {
    long result = attempt(call, object, arguments);
    if (result < 0) {
      throw new PosixException((int) -result, call.operation(), object);
    }
    return result;
  }

  /** As {@link #call}, for a call that changes nothing: begun again when a signal interrupts it. */
  static long callAgain(SystemCall call, String object, long... arguments) throws PosixException {
    for (int attempt = 1; ; attempt++) {
      long result = attempt(call, object, arguments);
      if (result >= 0) {
        return result;
      }
      Errno errno = Errno.of((int) -result);
      // openat2 answers EAGAIN when a rename elsewhere kept it from proving that it stayed inside.
      boolean passing =
          errno == Errno.EINTR || (errno == Errno.EAGAIN && call == SystemCall.OPENAT2);
      if (!passing || attempt == ATTEMPTS) {
        throw new PosixException((int) -result, call.operation(), object);
      }
    }
  }

  static void witness(KernelWitness installed) {
    witness = installed;
  }

  private static long attempt(SystemCall call, String object, long... arguments) {
    KernelWitness watching = witness;
    if (watching == null || !changesNames(call, arguments)) {
      return attempt(call, arguments);
    }
    watching.before(call.operation(), object);
    long result = attempt(call, arguments);
    watching.after(call.operation(), object);
    return result;
  }

  private static boolean changesNames(SystemCall call, long... arguments) {
    return switch (call) {
      case MKDIRAT, RENAMEAT2, LINKAT, UNLINKAT -> true;
      case OPENAT -> (arguments[2] & OpenFlag.combine(Set.of(OpenFlag.CREATE))) != 0;
      default -> false;
    };
  }

  private static long attempt(SystemCall call, long... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment captured = arena.allocate(CAPTURE_LAYOUT);
      long result =
          (long)
              SYSCALL.invokeExact(
                  captured,
                  (long) call.number(),
                  argument(arguments, 0),
                  argument(arguments, 1),
                  argument(arguments, 2),
                  argument(arguments, 3),
                  argument(arguments, 4));
      return result == -1 ? -(long) (int) ERRNO.get(captured, 0L) : result;
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException("a native call threw", impossible);
    }
  }

  private static long argument(long[] arguments, int index) {
    return index < arguments.length ? arguments[index] : 0;
  }
}
