// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmGetRequestTokens finds the tokens of the caller's requests by their description (SRM v2.2,
 * 5.17).
 *
 * @param userRequestDescription a name the caller gives to requests, to find their tokens by
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmGetRequestTokensRequest(
    @Nullable String userRequestDescription, @Nullable String authorizationID)
    implements SrmRequest {}
