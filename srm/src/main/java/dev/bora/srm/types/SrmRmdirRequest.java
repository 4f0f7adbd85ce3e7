// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmRmdir removes a directory (SRM v2.2, 4.2).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param SURL the SURL, as the caller wrote it
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 * @param recursive whether all that lies in it goes too
 */
public record SrmRmdirRequest(
    @Nullable String authorizationID,
    @AnyUri String SURL,
    @Nullable List<TExtraInfo> storageSystemInfo,
    @Nullable Boolean recursive)
    implements SrmRequest {
  public SrmRmdirRequest {
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
