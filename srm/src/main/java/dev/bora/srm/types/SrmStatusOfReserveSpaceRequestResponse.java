// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * The answer to srmStatusOfReserveSpaceRequest (SRM v2.2, 2.2).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param estimatedProcessingTime how long it may take, in seconds
 * @param retentionPolicyInfo how safely and how near it is kept
 * @param sizeOfTotalReservedSpace in bytes
 * @param sizeOfGuaranteedReservedSpace in bytes
 * @param lifetimeOfReservedSpace in seconds; -1 is for ever
 * @param spaceToken the token of the space
 */
public record SrmStatusOfReserveSpaceRequestResponse(
    TReturnStatus returnStatus,
    @Nullable Integer estimatedProcessingTime,
    @Nullable TRetentionPolicyInfo retentionPolicyInfo,
    @Nullable Long sizeOfTotalReservedSpace,
    @Nullable Long sizeOfGuaranteedReservedSpace,
    @Nullable Integer lifetimeOfReservedSpace,
    @Nullable String spaceToken)
    implements SrmResponse {}
