// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmStatusOfGetRequest (SRM v2.2, 5.2).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfFileStatuses one for each file
 * @param remainingTotalRequestTime how long the request still has, in seconds
 */
public record SrmStatusOfGetRequestResponse(
    TReturnStatus returnStatus,
    @Nullable List<TGetRequestFileStatus> arrayOfFileStatuses,
    @Nullable Integer remainingTotalRequestTime)
    implements SrmResponse {
  public SrmStatusOfGetRequestResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
