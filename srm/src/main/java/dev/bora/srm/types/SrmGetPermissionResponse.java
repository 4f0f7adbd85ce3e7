// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmGetPermission (SRM v2.2, 3.3).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfPermissionReturns one for each SURL
 */
public record SrmGetPermissionResponse(
    TReturnStatus returnStatus, @Nullable List<TPermissionReturn> arrayOfPermissionReturns)
    implements SrmResponse {
  public SrmGetPermissionResponse {
    arrayOfPermissionReturns = ImmutableLists.copyOrNull(arrayOfPermissionReturns);
  }
}
