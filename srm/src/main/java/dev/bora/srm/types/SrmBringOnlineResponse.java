// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmBringOnline (SRM v2.2, 5.3).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param requestToken the token of the request
 * @param arrayOfFileStatuses one for each file
 * @param remainingTotalRequestTime how long the request still has, in seconds
 * @param remainingDeferredStartTime how long until the start, in seconds
 */
public record SrmBringOnlineResponse(
    TReturnStatus returnStatus,
    @Nullable String requestToken,
    @Nullable List<TBringOnlineRequestFileStatus> arrayOfFileStatuses,
    @Nullable Integer remainingTotalRequestTime,
    @Nullable Integer remainingDeferredStartTime)
    implements SrmResponse {
  public SrmBringOnlineResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
