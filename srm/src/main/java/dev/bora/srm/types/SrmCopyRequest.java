// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmCopy copies files between storage systems (SRM v2.2, 5.7).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfFileRequests the files
 * @param userRequestDescription a name the caller gives to requests, to find their tokens by
 * @param overwriteOption what to do with a target that exists; the default of the site when absent
 * @param desiredTotalRequestTime how long to try, in seconds
 * @param desiredTargetSURLLifeTime how long targets are to live, in seconds
 * @param targetFileStorageType for how long the target is to be kept
 * @param targetSpaceToken the token of the space for the files
 * @param targetFileRetentionPolicyInfo how safely and how near it is to be kept
 * @param sourceStorageSystemInfo hints for the source; unknown keys are ignored
 * @param targetStorageSystemInfo hints for the target; unknown keys are ignored
 */
public record SrmCopyRequest(
    @Nullable String authorizationID,
    List<TCopyFileRequest> arrayOfFileRequests,
    @Nullable String userRequestDescription,
    @Nullable TOverwriteMode overwriteOption,
    @Nullable Integer desiredTotalRequestTime,
    @Nullable Integer desiredTargetSURLLifeTime,
    @Nullable TFileStorageType targetFileStorageType,
    @Nullable String targetSpaceToken,
    @Nullable TRetentionPolicyInfo targetFileRetentionPolicyInfo,
    @Nullable List<TExtraInfo> sourceStorageSystemInfo,
    @Nullable List<TExtraInfo> targetStorageSystemInfo)
    implements SrmRequest {
  public SrmCopyRequest {
    arrayOfFileRequests = List.copyOf(arrayOfFileRequests);
    sourceStorageSystemInfo = ImmutableLists.copyOrNull(sourceStorageSystemInfo);
    targetStorageSystemInfo = ImmutableLists.copyOrNull(targetStorageSystemInfo);
  }
}
