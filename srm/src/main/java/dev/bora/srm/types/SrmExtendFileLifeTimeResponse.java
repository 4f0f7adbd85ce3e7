// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmExtendFileLifeTime (SRM v2.2, 5.16).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfFileStatuses one for each file
 */
public record SrmExtendFileLifeTimeResponse(
    TReturnStatus returnStatus, @Nullable List<TSURLLifetimeReturnStatus> arrayOfFileStatuses)
    implements SrmResponse {
  public SrmExtendFileLifeTimeResponse {
    arrayOfFileStatuses = ImmutableLists.copyOrNull(arrayOfFileStatuses);
  }
}
