// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmStatusOfReserveSpaceRequest asks what became of a space reservation (SRM v2.2, 2.2).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param requestToken the token of the request
 */
public record SrmStatusOfReserveSpaceRequestRequest(
    @Nullable String authorizationID, String requestToken) implements SrmRequest {}
