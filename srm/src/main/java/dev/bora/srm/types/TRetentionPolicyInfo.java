// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * How safely and how near a file is kept.
 *
 * @param retentionPolicy how safely
 * @param accessLatency how near
 */
public record TRetentionPolicyInfo(
    TRetentionPolicy retentionPolicy, @Nullable TAccessLatency accessLatency) {}
