// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmStatusOfLsRequest (SRM v2.2, 4.5).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param details one for each path
 */
public record SrmStatusOfLsRequestResponse(
    TReturnStatus returnStatus, @Nullable List<TMetaDataPathDetail> details)
    implements SrmResponse {
  public SrmStatusOfLsRequestResponse {
    details = ImmutableLists.copyOrNull(details);
  }
}
