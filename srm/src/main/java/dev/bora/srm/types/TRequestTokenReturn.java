// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The token of a request, and when the request was made.
 *
 * @param requestToken the token of the request
 * @param createdAtTime when it was made
 */
public record TRequestTokenReturn(String requestToken, @Nullable Instant createdAtTime) {}
