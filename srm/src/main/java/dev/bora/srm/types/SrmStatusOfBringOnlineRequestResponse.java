// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmStatusOfBringOnlineRequest (SRM v2.2, 5.4).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfFileStatuses one for each file
 * @param remainingTotalRequestTime how long the request still has, in seconds
 * @param remainingDeferredStartTime how long until the start, in seconds
 */
public record SrmStatusOfBringOnlineRequestResponse(
    TReturnStatus returnStatus,
    @Nullable List<TBringOnlineRequestFileStatus> arrayOfFileStatuses,
    @Nullable Integer remainingTotalRequestTime,
    @Nullable Integer remainingDeferredStartTime)
    implements SrmResponse {
  public SrmStatusOfBringOnlineRequestResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
