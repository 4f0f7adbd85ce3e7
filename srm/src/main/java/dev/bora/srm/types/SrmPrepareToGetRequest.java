// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmPrepareToGet pins files and asks for TURLs to read them (SRM v2.2, 5.1).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfFileRequests the files
 * @param userRequestDescription a name the caller gives to requests, to find their tokens by
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 * @param desiredFileStorageType for how long it is to be kept
 * @param desiredTotalRequestTime how long to try, in seconds
 * @param desiredPinLifeTime how long TURLs are to live, in seconds
 * @param targetSpaceToken the token of the space for the files
 * @param targetFileRetentionPolicyInfo how safely and how near it is to be kept
 * @param transferParameters how the caller means to transfer
 */
public record SrmPrepareToGetRequest(
    @Nullable String authorizationID,
    List<TGetFileRequest> arrayOfFileRequests,
    @Nullable String userRequestDescription,
    @Nullable List<TExtraInfo> storageSystemInfo,
    @Nullable TFileStorageType desiredFileStorageType,
    @Nullable Integer desiredTotalRequestTime,
    @Nullable Integer desiredPinLifeTime,
    @Nullable String targetSpaceToken,
    @Nullable TRetentionPolicyInfo targetFileRetentionPolicyInfo,
    @Nullable TTransferParameters transferParameters)
    implements SrmRequest {
  public SrmPrepareToGetRequest {
    arrayOfFileRequests = List.copyOf(arrayOfFileRequests);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
