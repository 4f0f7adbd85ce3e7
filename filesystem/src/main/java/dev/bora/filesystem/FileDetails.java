// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.FileStatus;
import java.util.Optional;

/**
 * What srmLs tells of an object.
 *
 * @param status kind, size, times, mode
 * @param id which object it is
 * @param owner name of the owner, its number where it has no name
 * @param group name of the group, its number where it has no name
 * @param adler32 kept checksum, eight lower-case hexadecimal digits; only if it was asked for
 */
public record FileDetails(
    FileStatus status, ObjectId id, String owner, String group, Optional<String> adler32) {
  /** Permissions of the owner, 0 to 7: r is 4, w is 2, x is 1. */
  public int ownerPermissions() {
    return status.permissions() >> 6 & 7;
  }

  /** Permissions of the group (with an ACL: its mask), 0 to 7. */
  public int groupPermissions() {
    return status.permissions() >> 3 & 7;
  }

  /** Permissions of others, 0 to 7. */
  public int otherPermissions() {
    return status.permissions() & 7;
  }
}
