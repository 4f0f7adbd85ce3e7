// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmChangeSpaceForFiles (SRM v2.2, 2.7).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param requestToken the token of the request
 * @param estimatedProcessingTime how long it may take, in seconds
 * @param arrayOfFileStatuses one for each file
 */
public record SrmChangeSpaceForFilesResponse(
    TReturnStatus returnStatus,
    @Nullable String requestToken,
    @Nullable Integer estimatedProcessingTime,
    @Nullable List<TSURLReturnStatus> arrayOfFileStatuses)
    implements SrmResponse {
  public SrmChangeSpaceForFilesResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
