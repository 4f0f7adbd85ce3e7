// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/**
 * The local user that a grid identity is mapped to.
 *
 * @param uid user
 * @param gid group
 */
public record LocalIdentity(int uid, int gid) {
  public LocalIdentity {
    if (uid == -1 || gid == -1) {
      throw new IllegalArgumentException("-1 is no uid or gid");
    }
  }
}
