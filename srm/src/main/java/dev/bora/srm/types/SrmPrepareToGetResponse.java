// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmPrepareToGet (SRM v2.2, 5.1).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param requestToken the token of the request
 * @param arrayOfFileStatuses one for each file
 * @param remainingTotalRequestTime how long the request still has, in seconds
 */
public record SrmPrepareToGetResponse(
    TReturnStatus returnStatus,
    @Nullable String requestToken,
    @Nullable List<TGetRequestFileStatus> arrayOfFileStatuses,
    @Nullable Integer remainingTotalRequestTime)
    implements SrmResponse {
  public SrmPrepareToGetResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
