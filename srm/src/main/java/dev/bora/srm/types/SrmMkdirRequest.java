// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmMkdir makes a directory (SRM v2.2, 4.1).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param SURL the SURL, as the caller wrote it
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmMkdirRequest(
    @Nullable String authorizationID,
    @AnyUri String SURL,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmMkdirRequest {
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
