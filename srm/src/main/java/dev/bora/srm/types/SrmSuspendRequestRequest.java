// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmSuspendRequest suspends a request (SRM v2.2, 5.13).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmSuspendRequestRequest(String requestToken, @Nullable String authorizationID)
    implements SrmRequest {}
