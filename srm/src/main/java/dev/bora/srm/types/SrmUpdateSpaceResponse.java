// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * The answer to srmUpdateSpace (SRM v2.2, 2.4).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param requestToken the token of the request
 * @param sizeOfTotalSpace in bytes
 * @param sizeOfGuaranteedSpace in bytes
 * @param lifetimeGranted in seconds; -1 is for ever
 */
public record SrmUpdateSpaceResponse(
    TReturnStatus returnStatus,
    @Nullable String requestToken,
    @Nullable Long sizeOfTotalSpace,
    @Nullable Long sizeOfGuaranteedSpace,
    @Nullable Integer lifetimeGranted)
    implements SrmResponse {}
