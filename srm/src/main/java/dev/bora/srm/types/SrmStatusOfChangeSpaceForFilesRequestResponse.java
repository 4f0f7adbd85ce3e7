// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmStatusOfChangeSpaceForFilesRequest (SRM v2.2, 2.8).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param estimatedProcessingTime how long it may take, in seconds
 * @param arrayOfFileStatuses one for each file
 */
public record SrmStatusOfChangeSpaceForFilesRequestResponse(
    TReturnStatus returnStatus,
    @Nullable Integer estimatedProcessingTime,
    @Nullable List<TSURLReturnStatus> arrayOfFileStatuses)
    implements SrmResponse {
  public SrmStatusOfChangeSpaceForFilesRequestResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
