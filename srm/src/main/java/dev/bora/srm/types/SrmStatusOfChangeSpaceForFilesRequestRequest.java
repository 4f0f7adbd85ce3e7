// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmStatusOfChangeSpaceForFilesRequest asks what became of a change of space (SRM v2.2, 2.8).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 * @param requestToken the token of the request
 */
public record SrmStatusOfChangeSpaceForFilesRequestRequest(
    @Nullable String authorizationID, String requestToken) implements SrmRequest {}
