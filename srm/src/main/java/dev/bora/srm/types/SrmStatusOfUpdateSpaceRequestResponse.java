// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * The answer to srmStatusOfUpdateSpaceRequest (SRM v2.2, 2.5).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param sizeOfTotalSpace in bytes
 * @param sizeOfGuaranteedSpace in bytes
 * @param lifetimeGranted in seconds; -1 is for ever
 */
public record SrmStatusOfUpdateSpaceRequestResponse(
    TReturnStatus returnStatus,
    @Nullable Long sizeOfTotalSpace,
    @Nullable Long sizeOfGuaranteedSpace,
    @Nullable Integer lifetimeGranted)
    implements SrmResponse {}
