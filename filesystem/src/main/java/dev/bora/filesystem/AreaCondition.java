// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.PosixException;

/**
 * How a storage area is, on this host.
 *
 * @param detail why it does not work, for people; empty if it works
 */
public record AreaCondition(State state, String detail) {
  /** It works. */
  public static final AreaCondition WORKING = new AreaCondition(State.WORKING, "");

  /** What can be the matter with an area. */
  public enum State {
    /** It takes changes; it may be full. */
    WORKING,
    /**
     * A change has been waiting in the kernel for longer than the deadline: frozen, or its server
     * is away.
     */
    HUNG,
    /** It refuses changes (EROFS), and can be read. */
    READ_ONLY,
    /** It answers a change with another error. */
    FAILING
  }

  /** Of an area that answers so. */
  static AreaCondition refused(PosixException failure) {
    Errno errno = failure.errno();
    String wording = errno == Errno.UNKNOWN ? "Unknown error " + failure.number() : errno.wording();
    return new AreaCondition(errno == Errno.EROFS ? State.READ_ONLY : State.FAILING, wording);
  }

  /** Whether it takes changes. */
  public boolean works() {
    return state == State.WORKING;
  }

  /** Whether it can be read: what fails or hangs for a change may do so for a look as well. */
  public boolean readable() {
    return state == State.WORKING || state == State.READ_ONLY;
  }
}
