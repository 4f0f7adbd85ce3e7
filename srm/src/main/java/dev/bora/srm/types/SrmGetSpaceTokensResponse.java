// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmGetSpaceTokens (SRM v2.2, 2.11).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfSpaceTokens the tokens of spaces
 */
public record SrmGetSpaceTokensResponse(
    TReturnStatus returnStatus, @Nullable List<String> arrayOfSpaceTokens) implements SrmResponse {
  public SrmGetSpaceTokensResponse {
    arrayOfSpaceTokens = ImmutableLists.copyOrNull(arrayOfSpaceTokens);
  }
}
