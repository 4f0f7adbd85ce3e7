// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * The state of one file of a bring-online request.
 *
 * @param sourceSURL the SURL of the source
 * @param status its status
 * @param fileSize in bytes
 * @param estimatedWaitTime when asking again is worth while, in seconds
 * @param remainingPinTime what is left of the life of the pin or TURL, in seconds
 */
public record TBringOnlineRequestFileStatus(
    @AnyUri String sourceSURL,
    TReturnStatus status,
    @Nullable Long fileSize,
    @Nullable Integer estimatedWaitTime,
    @Nullable Integer remainingPinTime) {}
