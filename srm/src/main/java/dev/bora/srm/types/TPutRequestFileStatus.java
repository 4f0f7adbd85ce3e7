// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one file of a put request.
 *
 * @param SURL the SURL, as the caller wrote it
 * @param status its status
 * @param fileSize in bytes
 * @param estimatedWaitTime when asking again is worth while, in seconds
 * @param remainingPinLifetime what is left of the life of the TURL, in seconds
 * @param remainingFileLifetime what is left of the life of the file, in seconds; -1 is for ever
 * @param transferURL the TURL
 * @param transferProtocolInfo what else is known of the TURL
 */
public record TPutRequestFileStatus(
    @AnyUri String SURL,
    TReturnStatus status,
    @Nullable Long fileSize,
    @Nullable Integer estimatedWaitTime,
    @Nullable Integer remainingPinLifetime,
    @Nullable Integer remainingFileLifetime,
    @Nullable @AnyUri String transferURL,
    @Nullable List<TExtraInfo> transferProtocolInfo) {
  public TPutRequestFileStatus {
    transferProtocolInfo = ImmutableLists.copyOrNull(transferProtocolInfo);
  }
}
