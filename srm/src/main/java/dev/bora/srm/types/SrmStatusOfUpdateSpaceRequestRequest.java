// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmStatusOfUpdateSpaceRequest asks what became of a space update (SRM v2.2, 2.5).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param requestToken the token of the request
 */
public record SrmStatusOfUpdateSpaceRequestRequest(
    @Nullable String authorizationID, String requestToken) implements SrmRequest {}
