// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.Optional;

/**
 * What statx(2) tells.
 *
 * @param kind what it is
 * @param permissions the lower twelve bits of the mode: set-id, sticky, rwx of owner, group and
 *     others
 * @param links number of names
 * @param owner uid
 * @param group gid
 * @param inode unique within its file system at one time
 * @param size bytes
 * @param allocated bytes on disk (512 × blocks)
 * @param device number of the file system; differs between hosts
 * @param modified time of the last change of content
 * @param changed time of the last change of content or attributes
 * @param born time of creation, where the file system keeps it
 */
public record FileStatus(
    FileKind kind,
    int permissions,
    int links,
    int owner,
    int group,
    long inode,
    long size,
    long allocated,
    long device,
    Instant modified,
    Instant changed,
    Optional<Instant> born) {
  /** Basic fields and the time of birth. */
  static final int MASK = 0x7FF | 0x800;

  static final int BYTES = 256;
  private static final int BORN = 0x800;

  static FileStatus read(MemorySegment statx) {
    int mode = Short.toUnsignedInt(statx.get(ValueLayout.JAVA_SHORT, 28));
    boolean hasBirth = (statx.get(ValueLayout.JAVA_INT, 0) & BORN) != 0;
    long major = Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 136));
    long minor = Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 140));
    return new FileStatus(
        FileKind.ofMode(mode),
        mode & 0xFFF,
        statx.get(ValueLayout.JAVA_INT, 16),
        statx.get(ValueLayout.JAVA_INT, 20),
        statx.get(ValueLayout.JAVA_INT, 24),
        statx.get(ValueLayout.JAVA_LONG, 32),
        statx.get(ValueLayout.JAVA_LONG, 40),
        statx.get(ValueLayout.JAVA_LONG, 48) * 512,
        major << 32 | minor,
        time(statx, 112),
        time(statx, 96),
        hasBirth ? Optional.of(time(statx, 80)) : Optional.empty());
  }

  private static Instant time(MemorySegment statx, long offset) {
    return Instant.ofEpochSecond(
        statx.get(ValueLayout.JAVA_LONG, offset), statx.get(ValueLayout.JAVA_INT, offset + 8));
  }
}
