// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmGetPermission shows the permissions of files and directories (SRM v2.2, 3.3).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSURLs the SURLs
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmGetPermissionRequest(
    @Nullable String authorizationID,
    List<@AnyUri String> arrayOfSURLs,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmGetPermissionRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
