// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmUpdateSpace resizes a reserved space or extends its life (SRM v2.2, 2.4).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param spaceToken the token of the space
 * @param newSizeOfTotalSpaceDesired in bytes
 * @param newSizeOfGuaranteedSpaceDesired in bytes
 * @param newLifeTime in seconds, from now
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmUpdateSpaceRequest(
    @Nullable String authorizationID,
    String spaceToken,
    @Nullable Long newSizeOfTotalSpaceDesired,
    @Nullable Long newSizeOfGuaranteedSpaceDesired,
    @Nullable Integer newLifeTime,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmUpdateSpaceRequest {
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
