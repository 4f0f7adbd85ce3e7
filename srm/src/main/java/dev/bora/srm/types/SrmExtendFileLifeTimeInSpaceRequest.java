// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmExtendFileLifeTimeInSpace extends the life of files in a space (SRM v2.2, 2.9).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param spaceToken the token of the space
 * @param arrayOfSURLs the SURLs
 * @param newLifeTime in seconds, from now
 */
public record SrmExtendFileLifeTimeInSpaceRequest(
    @Nullable String authorizationID,
    String spaceToken,
    @Nullable List<@AnyUri String> arrayOfSURLs,
    @Nullable Integer newLifeTime)
    implements SrmRequest {
  public SrmExtendFileLifeTimeInSpaceRequest {
    arrayOfSURLs = ImmutableLists.copyOrNull(arrayOfSURLs);
  }
}
