// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.util.Locale;

/**
 * The system calls in use, with their numbers on x86-64 and on 64-bit ARM.
 *
 * <p>They are called by number, not by the name of a function of the C library: some have no
 * function there (openat2), others only in later releases, and the structures that the kernel
 * itself defines are the same on both machines.
 */
enum SystemCall {
  CLOSE(3, 57),
  FCHMOD(91, 52),
  FCHOWN(93, 55),
  FGETXATTR(193, 10),
  FREMOVEXATTR(199, 16),
  FSETXATTR(190, 7),
  FSTATFS(138, 44),
  FSYNC(74, 82),
  FTRUNCATE(77, 46),
  GETDENTS64(217, 61),
  GETEGID(108, 177),
  GETEUID(107, 175),
  GETXATTR(191, 8),
  LINKAT(265, 37),
  LSEEK(8, 62),
  MKDIRAT(258, 34),
  OPENAT(257, 56),
  OPENAT2(437, 437),
  READ(0, 63),
  READLINKAT(267, 78),
  RENAMEAT2(316, 276),
  STATX(332, 291),
  UNLINKAT(263, 35);

  private final int number;

  SystemCall(int x86, int arm) {
    this.number = Machine.CURRENT == Machine.X86_64 ? x86 : arm;
  }

  int number() {
    return number;
  }

  String operation() {
    return name().toLowerCase(Locale.ROOT);
  }
}
