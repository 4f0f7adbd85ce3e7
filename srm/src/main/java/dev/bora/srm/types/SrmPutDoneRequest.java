// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmPutDone tells that uploads are complete (SRM v2.2, 5.10).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSURLs the SURLs
 */
public record SrmPutDoneRequest(
    String requestToken, @Nullable String authorizationID, List<@AnyUri String> arrayOfSURLs)
    implements SrmRequest {
  public SrmPutDoneRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
  }
}
