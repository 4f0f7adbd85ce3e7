// SPDX-License-Identifier: Apache-2.0
/**
 * The calls between a frontend and a backend: one interface, one record per argument and result.
 *
 * <p>Releases N and N+1 talk to each other: a record may gain components that are
 * {@code @Nullable}; it never loses one, and never gains a mandatory one. Both ends ignore members
 * that they do not know.
 */
@NullMarked
package dev.bora.rpc.contract;

import org.jspecify.annotations.NullMarked;
