// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmExtendFileLifeTimeInSpace (SRM v2.2, 2.9).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfFileStatuses one for each file
 */
public record SrmExtendFileLifeTimeInSpaceResponse(
    TReturnStatus returnStatus, @Nullable List<TSURLLifetimeReturnStatus> arrayOfFileStatuses)
    implements SrmResponse {
  public SrmExtendFileLifeTimeInSpaceResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
