// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmChangeSpaceForFiles moves files to another space (SRM v2.2, 2.7).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSURLs the SURLs
 * @param targetSpaceToken the token of the space for the files
 * @param storageSystemInfo hints for the storage system; unknown keys are ignored
 */
public record SrmChangeSpaceForFilesRequest(
    @Nullable String authorizationID,
    List<@AnyUri String> arrayOfSURLs,
    String targetSpaceToken,
    @Nullable List<TExtraInfo> storageSystemInfo)
    implements SrmRequest {
  public SrmChangeSpaceForFilesRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
    storageSystemInfo = ImmutableLists.copyOrNull(storageSystemInfo);
  }
}
