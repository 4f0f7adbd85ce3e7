// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * srmPing asks whether the server is there, and for its version (SRM v2.2, 6.2).
 *
 * @param authorizationID ignored: the caller is known by the certificate
 */
public record SrmPingRequest(@Nullable String authorizationID) implements SrmRequest {}
