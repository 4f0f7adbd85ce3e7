// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmReserveSpace reserves space ahead of its use (SRM v2.2, 2.1).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param userSpaceTokenDescription the name the caller gave to spaces
 * @param retentionPolicyInfo how safely and how near it is kept
 * @param desiredSizeOfTotalSpace in bytes
 * @param desiredSizeOfGuaranteedSpace in bytes
 * @param desiredLifetimeOfReservedSpace in seconds
 * @param arrayOfExpectedFileSizes in bytes each
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 * @param transferParameters how the caller means to transfer
 */
public record SrmReserveSpaceRequest(
    @Nullable String authorizationID,
    @Nullable String userSpaceTokenDescription,
    TRetentionPolicyInfo retentionPolicyInfo,
    @Nullable Long desiredSizeOfTotalSpace,
    Long desiredSizeOfGuaranteedSpace,
    @Nullable Integer desiredLifetimeOfReservedSpace,
    @Nullable List<Long> arrayOfExpectedFileSizes,
    @Nullable List<TExtraInfo> storageSystemInfo,
    @Nullable TTransferParameters transferParameters)
    implements SrmRequest {
  public SrmReserveSpaceRequest {
    arrayOfExpectedFileSizes = ImmutableLists.copyOrNull(arrayOfExpectedFileSizes);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
