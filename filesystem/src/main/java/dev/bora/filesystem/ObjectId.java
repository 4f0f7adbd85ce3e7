// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.FileStatus;
import java.time.Instant;

/**
 * Which object it is, within its storage area, whatever its name: inode and time of birth.
 *
 * <p>Not the device: its number differs between hosts, and an area is one file system. Inodes are
 * used again after a removal; the time of birth tells the two apart where the file system keeps it.
 *
 * @param inode number of the inode
 * @param birth nanoseconds since 1970 at its creation, 0 where unknown
 */
public record ObjectId(long inode, long birth) {
  private static final long NANOSECONDS = 1_000_000_000L;

  /** The identity in a status. */
  public static ObjectId of(FileStatus status) {
    return new ObjectId(status.inode(), status.born().map(ObjectId::nanoseconds).orElse(0L));
  }

  private static long nanoseconds(Instant time) {
    return time.getEpochSecond() * NANOSECONDS + time.getNano();
  }

  /**
   * Whether both name one object; a birth that one of the two hosts does not know is not compared.
   */
  public boolean sameObjectAs(ObjectId other) {
    return inode == other.inode && (birth == other.birth || birth == 0 || other.birth == 0);
  }

  /** For the journal: "inode:birth". */
  @Override
  public String toString() {
    return Long.toUnsignedString(inode) + ":" + birth;
  }

  /**
   * Reads the form of {@link #toString}.
   *
   * @throws IllegalArgumentException if it is another
   */
  public static ObjectId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not an object identity: " + text);
    }
    return new ObjectId(
        Long.parseUnsignedLong(text.substring(0, colon)),
        Long.parseLong(text.substring(colon + 1)));
  }
}
