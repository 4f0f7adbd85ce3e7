// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmExtendFileLifeTime extends the life of files or pins (SRM v2.2, 5.16).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param requestToken the token of the request
 * @param arrayOfSURLs the SURLs
 * @param newFileLifeTime in seconds, from now
 * @param newPinLifeTime in seconds, from now
 */
public record SrmExtendFileLifeTimeRequest(
    @Nullable String authorizationID,
    @Nullable String requestToken,
    List<@AnyUri String> arrayOfSURLs,
    @Nullable Integer newFileLifeTime,
    @Nullable Integer newPinLifeTime)
    implements SrmRequest {
  public SrmExtendFileLifeTimeRequest {
    arrayOfSURLs = List.copyOf(arrayOfSURLs);
  }
}
