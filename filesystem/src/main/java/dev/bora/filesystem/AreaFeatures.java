// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/**
 * What an area's file system can do, where there are two ways to do a step.
 *
 * @param renameWithoutReplacing renameat2(RENAME_NOREPLACE); else link and unlink
 * @param userAttributes extended attributes in "user."; else objects are told apart by inode and
 *     birth
 * @param accessControlLists POSIX ACLs; else an upload belongs to its writer until it is published
 */
public record AreaFeatures(
    boolean renameWithoutReplacing, boolean userAttributes, boolean accessControlLists) {
  /** A file system that can do all. */
  public static final AreaFeatures ALL = new AreaFeatures(true, true, true);
}
