// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmPutDone (SRM v2.2, 5.10).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfFileStatuses one for each file
 */
public record SrmPutDoneResponse(
    TReturnStatus returnStatus, @Nullable List<TSURLReturnStatus> arrayOfFileStatuses)
    implements SrmResponse {
  public SrmPutDoneResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
