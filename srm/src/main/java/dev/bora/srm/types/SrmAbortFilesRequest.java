// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmAbortFiles ends some files of a request before their time (SRM v2.2, 5.12).
 *
 * @param requestToken the token of the request
 * @param arrayOfSURLs the SURLs
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmAbortFilesRequest(
    String requestToken, List<@AnyUri String> arrayOfSURLs, @Nullable String authorizationID)
    implements SrmRequest {
  public SrmAbortFilesRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
  }
}
