// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmCheckPermission asks what the caller may do with files (SRM v2.2, 3.2).
 *
 * @param arrayOfSURLs the SURLs
 * @param authorizationID ignored: the caller is known by the certificate
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmCheckPermissionRequest(
    List<@AnyUri String> arrayOfSURLs,
    @Nullable String authorizationID,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmCheckPermissionRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
