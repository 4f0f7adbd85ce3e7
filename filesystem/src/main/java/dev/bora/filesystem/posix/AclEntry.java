// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/**
 * An entry of an access control list.
 *
 * @param tag whom it is for
 * @param id uid or gid of a named entry, else -1
 * @param permissions 0 to 7: r is 4, w is 2, x is 1
 */
public record AclEntry(AclTag tag, int id, int permissions) {
  /** An entry without a name. */
  public AclEntry(AclTag tag, int permissions) {
    this(tag, -1, permissions);
  }

  public AclEntry {
    if (permissions < 0 || permissions > 7) {
      throw new IllegalArgumentException(
          "permissions of an ACL entry are 0 to 7, not " + permissions);
    }
    if (tag.named() == (id == -1)) {
      throw new IllegalArgumentException("ACL entry " + tag + " with id " + id);
    }
  }

  AclEntry cutTo(int allowed) {
    return new AclEntry(tag, id, permissions & allowed);
  }
}
