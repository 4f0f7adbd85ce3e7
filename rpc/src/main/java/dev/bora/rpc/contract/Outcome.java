// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import org.jspecify.annotations.Nullable;

/**
 * What became of one thing that was asked.
 *
 * <p>The status code travels as the name of the SRM status, so that a release may add one.
 *
 * @param statusCode a name of SRM v2.2 TStatusCode, such as SRM_SUCCESS
 * @param explanation a text for the user, or null
 */
public record Outcome(String statusCode, @Nullable String explanation) {}
