// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmStatusOfLsRequest asks for the result of a listing that was queued (SRM v2.2, 4.5).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param requestToken the token of the request
 * @param offset how many children to skip, from 0
 * @param count how many children at most
 */
public record SrmStatusOfLsRequestRequest(
    @Nullable String authorizationID,
    String requestToken,
    @NotNillable @Nullable Integer offset,
    @Nullable Integer count)
    implements SrmRequest {}
