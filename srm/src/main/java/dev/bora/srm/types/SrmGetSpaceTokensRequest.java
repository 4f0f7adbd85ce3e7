// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmGetSpaceTokens finds the tokens of spaces by their description (SRM v2.2, 2.11).
 *
 * @param userSpaceTokenDescription the name the caller gave to spaces
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmGetSpaceTokensRequest(
    @Nullable String userSpaceTokenDescription, @Nullable String authorizationID)
    implements SrmRequest {}
