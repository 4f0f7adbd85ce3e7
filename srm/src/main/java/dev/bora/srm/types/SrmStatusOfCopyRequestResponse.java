// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmStatusOfCopyRequest (SRM v2.2, 5.8).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfFileStatuses one for each file
 * @param remainingTotalRequestTime how long the request still has, in seconds
 */
public record SrmStatusOfCopyRequestResponse(
    TReturnStatus returnStatus,
    @Nullable List<TCopyRequestFileStatus> arrayOfFileStatuses,
    @Nullable Integer remainingTotalRequestTime)
    implements SrmResponse {
  public SrmStatusOfCopyRequestResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
