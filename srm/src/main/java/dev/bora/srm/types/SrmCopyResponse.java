// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmCopy (SRM v2.2, 5.7).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param requestToken the token of the request
 * @param arrayOfFileStatuses one for each file
 * @param remainingTotalRequestTime how long the request still has, in seconds
 */
public record SrmCopyResponse(
    TReturnStatus returnStatus,
    @Nullable String requestToken,
    @Nullable List<TCopyRequestFileStatus> arrayOfFileStatuses,
    @Nullable Integer remainingTotalRequestTime)
    implements SrmResponse {
  public SrmCopyResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
