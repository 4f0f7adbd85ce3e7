// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmMv renames a file or directory (SRM v2.2, 4.6).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param fromSURL the SURL that is renamed
 * @param toSURL its new SURL
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmMvRequest(
    @Nullable String authorizationID,
    @AnyUri String fromSURL,
    @AnyUri String toSURL,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmMvRequest {
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
