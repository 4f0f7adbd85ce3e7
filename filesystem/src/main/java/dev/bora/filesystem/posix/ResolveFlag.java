// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/** How openat2 resolves a path (openat2(2), RESOLVE_*). */
public enum ResolveFlag {
  /** Crossing a mount point, bind mounts included, fails with EXDEV. */
  NO_MOUNT_CROSSING(1),
  /** Links such as those of /proc/PID/fd fail with ELOOP. */
  NO_MAGIC_LINKS(2),
  /** Any symbolic link fails with ELOOP. */
  NO_SYMBOLIC_LINKS(4),
  /** Whatever leads out of the directory, absolute links included, fails with EXDEV. */
  BENEATH(8);

  private final long value;

  ResolveFlag(long value) {
    this.value = value;
  }

  static long combine(Iterable<ResolveFlag> flags) {
    long combined = 0;
    for (ResolveFlag flag : flags) {
      combined |= flag.value;
    }
    return combined;
  }
}
