// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmGetSpaceMetaData describes reserved spaces (SRM v2.2, 2.6).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param arrayOfSpaceTokens the tokens of spaces
 */
public record SrmGetSpaceMetaDataRequest(
    @Nullable String authorizationID, List<String> arrayOfSpaceTokens) implements SrmRequest {
  public SrmGetSpaceMetaDataRequest {
    arrayOfSpaceTokens = List.copyOf(arrayOfSpaceTokens);
  }
}
