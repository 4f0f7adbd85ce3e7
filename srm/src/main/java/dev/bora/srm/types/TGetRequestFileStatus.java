// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one file of a get request.
 *
 * @param sourceSURL the SURL of the source
 * @param fileSize in bytes
 * @param status its status
 * @param estimatedWaitTime when asking again is worth while, in seconds
 * @param remainingPinTime what is left of the life of the pin or TURL, in seconds
 * @param transferURL the TURL
 * @param transferProtocolInfo what else is known of the TURL
 */
public record TGetRequestFileStatus(
    @AnyUri String sourceSURL,
    @Nullable Long fileSize,
    TReturnStatus status,
    @Nullable Integer estimatedWaitTime,
    @Nullable Integer remainingPinTime,
    @Nullable @AnyUri String transferURL,
    @Nullable List<TExtraInfo> transferProtocolInfo) {
  public TGetRequestFileStatus {
    transferProtocolInfo = ImmutableLists.copyOrNull(transferProtocolInfo);
  }
}
