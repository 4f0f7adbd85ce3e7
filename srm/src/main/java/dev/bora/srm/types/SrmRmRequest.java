// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmRm removes files (SRM v2.2, 4.3).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSURLs the SURLs
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmRmRequest(
    @Nullable String authorizationID,
    List<@AnyUri String> arrayOfSURLs,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmRmRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
