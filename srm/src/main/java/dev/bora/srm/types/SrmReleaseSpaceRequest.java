// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmReleaseSpace gives a reserved space back (SRM v2.2, 2.3).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param spaceToken the token of the space
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 * @param forceFileRelease whether files that are still there are released too
 */
public record SrmReleaseSpaceRequest(
    @Nullable String authorizationID,
    String spaceToken,
    @Nullable List<TExtraInfo> storageSystemInfo,
    @Nullable Boolean forceFileRelease)
    implements SrmRequest {
  public SrmReleaseSpaceRequest {
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
