// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmCheckPermission (SRM v2.2, 3.2).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfPermissions one for each SURL
 */
public record SrmCheckPermissionResponse(
    TReturnStatus returnStatus, @Nullable List<TSURLPermissionReturn> arrayOfPermissions)
    implements SrmResponse {
  public SrmCheckPermissionResponse {
    arrayOfPermissions = ImmutableLists.copyOrNull(arrayOfPermissions);
  }
}
