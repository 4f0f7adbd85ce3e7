// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmResumeRequest resumes a suspended request (SRM v2.2, 5.14).
 *
 * @param requestToken the token of the request
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmResumeRequestRequest(String requestToken, @Nullable String authorizationID)
    implements SrmRequest {}
