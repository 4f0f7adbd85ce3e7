// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmGetRequestSummary (SRM v2.2, 5.15).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfRequestSummaries one for each token
 */
public record SrmGetRequestSummaryResponse(
    TReturnStatus returnStatus, @Nullable List<TRequestSummary> arrayOfRequestSummaries)
    implements SrmResponse {
  public SrmGetRequestSummaryResponse {
    arrayOfRequestSummaries = ImmutableLists.copyOrNull(arrayOfRequestSummaries);
  }
}
