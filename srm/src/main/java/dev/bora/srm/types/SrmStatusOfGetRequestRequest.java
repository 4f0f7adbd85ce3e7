// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmStatusOfGetRequest asks for the state and TURLs of a get request (SRM v2.2, 5.2).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSourceSURLs the sources asked for; all of the request when absent
 */
public record SrmStatusOfGetRequestRequest(
    String requestToken,
    @Nullable String authorizationID,
    @Nullable List<@AnyUri String> arrayOfSourceSURLs)
    implements SrmRequest {
  public SrmStatusOfGetRequestRequest {
    arrayOfSourceSURLs = ImmutableLists.copyOrNull(arrayOfSourceSURLs);
  }
}
