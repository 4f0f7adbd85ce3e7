// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * What is told of one reserved space.
 *
 * @param spaceToken the token of the space
 * @param status its status
 * @param retentionPolicyInfo how safely and how near it is kept
 * @param owner who owns it
 * @param totalSize in bytes
 * @param guaranteedSize in bytes
 * @param unusedSize in bytes
 * @param lifetimeAssigned the life it was given, in seconds; -1 is for ever
 * @param lifetimeLeft what is left of its life, in seconds; -1 is for ever
 */
public record TMetaDataSpace(
    String spaceToken,
    @Nullable TReturnStatus status,
    @Nullable TRetentionPolicyInfo retentionPolicyInfo,
    @Nullable String owner,
    @Nullable Long totalSize,
    @Nullable Long guaranteedSize,
    @Nullable Long unusedSize,
    @Nullable Integer lifetimeAssigned,
    @Nullable Integer lifetimeLeft) {}
