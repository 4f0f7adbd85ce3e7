// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmLs (SRM v2.2, 4.4).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param requestToken the token of the request
 * @param details one for each path
 */
public record SrmLsResponse(
    TReturnStatus returnStatus,
    @Nullable String requestToken,
    @Nullable List<TMetaDataPathDetail> details)
    implements SrmResponse {
  public SrmLsResponse {
    details = ImmutableLists.copyOrNull(details);
  }
}
