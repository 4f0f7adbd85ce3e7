// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmPrepareToPut asks for TURLs to write files (SRM v2.2, 5.5).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfFileRequests the files
 * @param userRequestDescription a name the caller gives to requests, to find their tokens by
 * @param overwriteOption what to do with a target that exists; the default of the site when absent
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 * @param desiredTotalRequestTime how long to try, in seconds
 * @param desiredPinLifeTime how long TURLs are to live, in seconds
 * @param desiredFileLifeTime how long files are to live, in seconds
 * @param desiredFileStorageType for how long it is to be kept
 * @param targetSpaceToken the token of the space for the files
 * @param targetFileRetentionPolicyInfo how safely and how near it is to be kept
 * @param transferParameters how the caller means to transfer
 */
public record SrmPrepareToPutRequest(
    @Nullable String authorizationID,
    @Nullable List<TPutFileRequest> arrayOfFileRequests,
    @Nullable String userRequestDescription,
    @Nullable TOverwriteMode overwriteOption,
    @Nullable List<TExtraInfo> storageSystemInfo,
    @Nullable Integer desiredTotalRequestTime,
    @Nullable Integer desiredPinLifeTime,
    @Nullable Integer desiredFileLifeTime,
    @Nullable TFileStorageType desiredFileStorageType,
    @Nullable String targetSpaceToken,
    @Nullable TRetentionPolicyInfo targetFileRetentionPolicyInfo,
    @Nullable TTransferParameters transferParameters)
    implements SrmRequest {
  public SrmPrepareToPutRequest {
    arrayOfFileRequests = ImmutableLists.copyOrNull(arrayOfFileRequests);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
