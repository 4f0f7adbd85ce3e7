// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.io.IOException;

/**
 * A system call that failed, with the errno that it set. The message reads "operation name:
 * wording".
 */
public final class PosixException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;
  private final int number;
  private final String operation;

  PosixException(int number, String operation, String object) {
    super(message(number, operation, object));
    this.errno = Errno.of(number);
    this.number = number;
    this.operation = operation;
  }

  /**
   * Of an operation that is no system call of its own.
   *
   * @param operation what failed, for logs
   */
  public PosixException(Errno errno, String operation) {
    this(errno.number(), operation, "");
  }

  private static String message(int number, String operation, String object) {
    Errno errno = Errno.of(number);
    String wording = errno == Errno.UNKNOWN ? "Unknown error " + number : errno.wording();
    return object.isEmpty()
        ? operation + ": " + wording
        : operation + " " + object + ": " + wording;
  }

  /** What failed, to switch over; {@link Errno#UNKNOWN} for a number without a constant. */
  public Errno errno() {
    return errno;
  }

  /** The number of the error, as the kernel set it. */
  public int number() {
    return number;
  }

  /** The system call or library function that failed, for example "renameat2". */
  public String operation() {
    return operation;
  }
}
