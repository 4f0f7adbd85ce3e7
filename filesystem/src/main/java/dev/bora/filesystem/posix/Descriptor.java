// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file descriptor, closed once by its owner and never on exec inherited (always O_CLOEXEC).
 */
public final class Descriptor implements AutoCloseable {
  private final int number;
  private final String name;
  private final AtomicBoolean open = new AtomicBoolean(true);

  Descriptor(int number, String name) {
    this.number = number;
    this.name = name;
  }

  /**
   * The number, for a call that follows at once.
   *
   * @throws IllegalStateException after {@link #close}: the number may be another file's by now
   */
  public int number() {
    if (!open.get()) {
      throw new IllegalStateException("descriptor of " + name + " is closed");
    }
    return number;
  }

  /**
   * The path under which the process itself can name the open object, whatever became of its name.
   */
  public RawName selfPath() {
    return RawName.of("/proc/self/fd/" + number());
  }

  @Override
  public void close() throws PosixException {
    if (open.compareAndSet(true, false)) {
      // Never repeated after EINTR: Linux has freed the number already, and it may be another
      // file's.
      Kernel.call(SystemCall.CLOSE, name, number);
    }
  }

  /** The name by which it was opened, for messages. */
  @Override
  public String toString() {
    return name;
  }
}
