// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/**
 * What an area's file system can do, where there are two ways to do a step.
 *
 * @param renameWithoutReplacing renameat2(RENAME_NOREPLACE); else link and unlink
 * @param userAttributes extended attributes in "user."; else objects are told apart by inode and
 *     birth
 * @param accessControlLists POSIX ACLs; else a writer reaches its upload as the owner only
 * @param changeOfOwner whether Bora's user may give files away (who may, may take them back)
 */
public record AreaFeatures(
    boolean renameWithoutReplacing,
    boolean userAttributes,
    boolean accessControlLists,
    boolean changeOfOwner) {}
