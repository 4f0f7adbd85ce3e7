// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmStatusOfPutRequest asks for the state and TURLs of a put request (SRM v2.2, 5.6).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfTargetSURLs the targets asked for; all of the request when absent
 */
public record SrmStatusOfPutRequestRequest(
    String requestToken,
    @Nullable String authorizationID,
    @Nullable List<@AnyUri String> arrayOfTargetSURLs)
    implements SrmRequest {
  public SrmStatusOfPutRequestRequest {
    arrayOfTargetSURLs = ImmutableLists.copyOrNull(arrayOfTargetSURLs);
  }
}
