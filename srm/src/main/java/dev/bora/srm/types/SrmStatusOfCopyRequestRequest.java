// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmStatusOfCopyRequest asks for the state of a copy request (SRM v2.2, 5.8).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSourceSURLs the sources asked for; all of the request when absent
 * @param arrayOfTargetSURLs the targets asked for; all of the request when absent
 */
public record SrmStatusOfCopyRequestRequest(
    String requestToken,
    @Nullable String authorizationID,
    @Nullable List<@AnyUri String> arrayOfSourceSURLs,
    @Nullable List<@AnyUri String> arrayOfTargetSURLs)
    implements SrmRequest {
  public SrmStatusOfCopyRequestRequest {
    arrayOfSourceSURLs = ImmutableLists.copyOrNull(arrayOfSourceSURLs);
    arrayOfTargetSURLs = ImmutableLists.copyOrNull(arrayOfTargetSURLs);
  }
}
