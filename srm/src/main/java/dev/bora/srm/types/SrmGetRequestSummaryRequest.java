// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * srmGetRequestSummary counts the files of requests by state (SRM v2.2, 5.15).
 *
 * @param arrayOfRequestTokens the tokens
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmGetRequestSummaryRequest(
    List<String> arrayOfRequestTokens, @Nullable String authorizationID) implements SrmRequest {
  public SrmGetRequestSummaryRequest {
    arrayOfRequestTokens = List.copyOf(arrayOfRequestTokens);
  }
}
