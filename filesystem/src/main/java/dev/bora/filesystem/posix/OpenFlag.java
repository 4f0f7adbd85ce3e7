// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/** Flags of open; O_CLOEXEC is always added. */
public enum OpenFlag {
  READ_ONLY(0, 0),
  WRITE_ONLY(1, 1),
  READ_WRITE(2, 2),
  CREATE(0x40, 0x40),
  EXCLUSIVE(0x80, 0x80),
  TRUNCATE(0x200, 0x200),
  APPEND(0x400, 0x400),
  /** A FIFO or device that somebody put in the area must not make an open wait. */
  NONBLOCK(0x800, 0x800),
  DIRECTORY(0x10000, 0x4000),
  NOFOLLOW(0x20000, 0x8000),
  /**
   * Only a place in the tree: needs no permission on the object, gives no access to its content.
   */
  PATH(0x200000, 0x200000);

  private static final int CLOSE_ON_EXEC = 0x80000;

  private final int value;

  OpenFlag(int x86, int arm) {
    this.value = Machine.CURRENT == Machine.X86_64 ? x86 : arm;
  }

  static int combine(Iterable<OpenFlag> flags) {
    int combined = CLOSE_ON_EXEC;
    for (OpenFlag flag : flags) {
      combined |= flag.value;
    }
    return combined;
  }
}
