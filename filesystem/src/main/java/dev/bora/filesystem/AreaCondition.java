// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

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

  /** Whether it takes changes. */
  public boolean works() {
    return state == State.WORKING;
  }

  /** Whether it can be read: what fails or hangs for a change may do so for a look as well. */
  public boolean readable() {
    return state == State.WORKING || state == State.READ_ONLY;
  }
}
