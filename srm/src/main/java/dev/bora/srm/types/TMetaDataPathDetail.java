// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What srmLs tells of one file or directory.
 *
 * @param path the path below the endpoint of the site, not a SURL
 * @param status its status
 * @param size in bytes
 * @param createdAtTime when it was made
 * @param lastModificationTime when it was last changed
 * @param fileStorageType for how long it is kept
 * @param retentionPolicyInfo how safely and how near it is kept
 * @param fileLocality where the data are now
 * @param arrayOfSpaceTokens the tokens of spaces
 * @param type file, directory or link
 * @param lifetimeAssigned the life it was given, in seconds; -1 is for ever
 * @param lifetimeLeft what is left of its life, in seconds; -1 is for ever
 * @param ownerPermission what the owner may do
 * @param groupPermission what the group may do
 * @param otherPermission what others may do
 * @param checkSumType such as ADLER32
 * @param checkSumValue in hexadecimal digits
 * @param arrayOfSubPaths what lies in the directory
 */
public record TMetaDataPathDetail(
    String path,
    @Nullable TReturnStatus status,
    @Nullable Long size,
    @Nullable Instant createdAtTime,
    @Nullable Instant lastModificationTime,
    @Nullable TFileStorageType fileStorageType,
    @Nullable TRetentionPolicyInfo retentionPolicyInfo,
    @Nullable TFileLocality fileLocality,
    @Nullable List<String> arrayOfSpaceTokens,
    @Nullable TFileType type,
    @Nullable Integer lifetimeAssigned,
    @Nullable Integer lifetimeLeft,
    @Nullable TUserPermission ownerPermission,
    @Nullable TGroupPermission groupPermission,
    @Nullable TPermissionMode otherPermission,
    @Nullable String checkSumType,
    @Nullable String checkSumValue,
    @Nullable List<TMetaDataPathDetail> arrayOfSubPaths) {
  public TMetaDataPathDetail {
    arrayOfSpaceTokens = ImmutableLists.copyOrNull(arrayOfSpaceTokens);
    arrayOfSubPaths = ImmutableLists.copyOrNull(arrayOfSubPaths);
  }

  /** A path of which nothing is told but its status. */
  public TMetaDataPathDetail(String path, TReturnStatus status) {
    this(
        path, status, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null);
  }
}
