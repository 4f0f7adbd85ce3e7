// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmPurgeFromSpace removes files from a space without removing their SURLs (SRM v2.2, 2.10).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSURLs the SURLs
 * @param spaceToken the token of the space
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmPurgeFromSpaceRequest(
    @Nullable String authorizationID,
    List<@AnyUri String> arrayOfSURLs,
    String spaceToken,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmPurgeFromSpaceRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
