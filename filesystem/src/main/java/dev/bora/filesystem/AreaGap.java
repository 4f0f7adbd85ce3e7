// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/** What an area's file system or host lacks; a fatal gap makes the area unusable. */
public enum AreaGap {
  NO_OPENAT2(true, "the kernel has no openat2 (Linux 5.6 or later is needed)"),
  NO_DIRECTORY_SYNC(true, "directories cannot be fsynced"),
  RENAME_REPLACES_FILLED_DIRECTORY(true, "rename replaces a directory that is not empty"),
  CREATES_IN_REPLACED_DIRECTORY(
      true, "files can be created in a directory that a rename has replaced"),
  NO_EXCLUSIVE_NAME(true, "neither renameat2(RENAME_NOREPLACE) nor link keeps an existing name"),
  NO_RENAME_NOREPLACE(false, "no renameat2(RENAME_NOREPLACE): files are linked and unlinked"),
  NO_USER_ATTRIBUTES(
      false, "no user extended attributes: no checksums are kept, objects are told by inode"),
  NO_ACCESS_CONTROL_LISTS(false, "no POSIX ACLs: a writer reaches its upload as its owner only"),
  NO_BIRTH_TIME(false, "no time of birth: an inode that is used again cannot be told apart"),
  NO_CHANGE_OF_OWNER(
      false,
      "Bora's user may not give files away: a writer reaches its upload by an ACL entry only"),
  NAMES_ARE_NOT_BYTES(false, "names that are not UTF-8 are refused or changed"),
  MOUNT_POINTS_BELOW(false, "there are mount points below the root: nothing can be changed there");

  private final boolean fatal;
  private final String wording;

  AreaGap(boolean fatal, String wording) {
    this.fatal = fatal;
    this.wording = wording;
  }

  /** Whether the area is refused for it. */
  public boolean fatal() {
    return fatal;
  }

  /** For the operator. */
  public String wording() {
    return wording;
  }
}
