// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmPrepareToPut (SRM v2.2, 5.5).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param requestToken the token of the request
 * @param arrayOfFileStatuses one for each file
 * @param remainingTotalRequestTime how long the request still has, in seconds
 */
public record SrmPrepareToPutResponse(
    TReturnStatus returnStatus,
    @Nullable String requestToken,
    @Nullable List<TPutRequestFileStatus> arrayOfFileStatuses,
    @Nullable Integer remainingTotalRequestTime)
    implements SrmResponse {
  public SrmPrepareToPutResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
