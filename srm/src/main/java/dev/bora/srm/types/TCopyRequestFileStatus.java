// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * The state of one file of a copy request.
 *
 * @param sourceSURL the SURL of the source
 * @param targetSURL the SURL of the target
 * @param status its status
 * @param fileSize in bytes
 * @param estimatedWaitTime when asking again is worth while, in seconds
 * @param remainingFileLifetime what is left of the life of the file, in seconds; -1 is for ever
 */
public record TCopyRequestFileStatus(
    @AnyUri String sourceSURL,
    @AnyUri String targetSURL,
    TReturnStatus status,
    @Nullable Long fileSize,
    @Nullable Integer estimatedWaitTime,
    @Nullable Integer remainingFileLifetime) {}
