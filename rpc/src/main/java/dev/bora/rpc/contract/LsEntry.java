// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a listing that was flattened depth first. Absent values are null.
 *
 * @param pathIndex which of {@link LsArgs#paths} this belongs to, from 0
 * @param depth levels below that path; 0 is the path itself
 * @param path the path below the storage area
 * @param outcome the status of this entry
 * @param type TFileType name
 * @param size bytes, 0 to 2^63-1
 * @param createdMillis milliseconds since 1970
 * @param modifiedMillis milliseconds since 1970
 * @param owner the owner's name
 * @param ownerMode TPermissionMode name
 * @param group the group's name
 * @param groupMode TPermissionMode name
 * @param otherMode TPermissionMode name
 * @param checksumType such as adler32
 * @param checksumValue hexadecimal digits
 * @param locality TFileLocality name
 * @param storageType TFileStorageType name
 * @param retentionPolicy TRetentionPolicy name
 * @param accessLatency TAccessLatency name
 * @param lifetimeAssigned seconds, -1 for ever
 * @param lifetimeLeft seconds, -1 for ever
 * @param spaceTokens the space tokens that the file belongs to
 */
public record LsEntry(
    int pathIndex,
    int depth,
    String path,
    Outcome outcome,
    @Nullable String type,
    @Nullable Long size,
    @Nullable Long createdMillis,
    @Nullable Long modifiedMillis,
    @Nullable String owner,
    @Nullable String ownerMode,
    @Nullable String group,
    @Nullable String groupMode,
    @Nullable String otherMode,
    @Nullable String checksumType,
    @Nullable String checksumValue,
    @Nullable String locality,
    @Nullable String storageType,
    @Nullable String retentionPolicy,
    @Nullable String accessLatency,
    @Nullable Integer lifetimeAssigned,
    @Nullable Integer lifetimeLeft,
    @Nullable List<String> spaceTokens) {

  /** Checks and copies what was given. */
  public LsEntry {
    spaceTokens = spaceTokens == null ? null : List.copyOf(spaceTokens);
  }
}
