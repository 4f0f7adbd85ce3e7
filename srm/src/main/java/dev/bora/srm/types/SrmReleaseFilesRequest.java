// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmReleaseFiles releases pins (SRM v2.2, 5.9).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSURLs the SURLs
 * @param doRemove whether the files may be removed as well
 */
public record SrmReleaseFilesRequest(
    @Nullable String requestToken,
    @Nullable String authorizationID,
    @Nullable List<@AnyUri String> arrayOfSURLs,
    @Nullable Boolean doRemove)
    implements SrmRequest {
  public SrmReleaseFilesRequest {
    arrayOfSURLs = ImmutableLists.copyOrNull(arrayOfSURLs);
  }
}
