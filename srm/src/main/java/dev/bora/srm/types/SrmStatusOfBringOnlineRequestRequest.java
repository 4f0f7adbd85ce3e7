// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmStatusOfBringOnlineRequest asks for the state of a bring-online request (SRM v2.2, 5.4).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSourceSURLs the sources asked for; all of the request when absent
 */
public record SrmStatusOfBringOnlineRequestRequest(
    String requestToken,
    @Nullable String authorizationID,
    @Nullable List<@AnyUri String> arrayOfSourceSURLs)
    implements SrmRequest {
  public SrmStatusOfBringOnlineRequestRequest {
    arrayOfSourceSURLs = ImmutableLists.copyOrNull(arrayOfSourceSURLs);
  }
}
