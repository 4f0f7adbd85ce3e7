// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to srmGetRequestTokens (SRM v2.2, 5.17).
 *
 * @param returnStatus the status of the call or of the whole request
 * @param arrayOfRequestTokens the tokens
 */
public record SrmGetRequestTokensResponse(
    TReturnStatus returnStatus, @Nullable List<TRequestTokenReturn> arrayOfRequestTokens)
    implements SrmResponse {
  public SrmGetRequestTokensResponse {
    arrayOfRequestTokens = ImmutableLists.copyOrNull(arrayOfRequestTokens);
  }
}
