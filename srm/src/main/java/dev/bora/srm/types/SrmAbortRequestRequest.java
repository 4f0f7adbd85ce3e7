// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmAbortRequest ends a request before its time (SRM v2.2, 5.11).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmAbortRequestRequest(String requestToken, @Nullable String authorizationID)
    implements SrmRequest {}
