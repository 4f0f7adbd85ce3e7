// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmBringOnline brings files online ahead of their use (SRM v2.2, 5.3).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfFileRequests the files
 * @param userRequestDescription a name the caller gives to requests, to find their tokens by
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 * @param desiredFileStorageType for how long it is to be kept
 * @param desiredTotalRequestTime how long to try, in seconds
 * @param desiredLifeTime how long pins are to live, in seconds
 * @param targetSpaceToken the token of the space for the files
 * @param targetFileRetentionPolicyInfo how safely and how near it is to be kept
 * @param transferParameters how the caller means to transfer
 * @param deferredStartTime how long the start can wait, in seconds
 */
public record SrmBringOnlineRequest(
    @Nullable String authorizationID,
    List<TGetFileRequest> arrayOfFileRequests,
    @Nullable String userRequestDescription,
    @Nullable List<TExtraInfo> storageSystemInfo,
    @Nullable TFileStorageType desiredFileStorageType,
    @Nullable Integer desiredTotalRequestTime,
    @Nullable Integer desiredLifeTime,
    @Nullable String targetSpaceToken,
    @Nullable TRetentionPolicyInfo targetFileRetentionPolicyInfo,
    @Nullable TTransferParameters transferParameters,
    @Nullable Integer deferredStartTime)
    implements SrmRequest {
  public SrmBringOnlineRequest {
    arrayOfFileRequests = List.copyOf(arrayOfFileRequests);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
