// SPDX-License-Identifier: Apache-2.0
/**
 * The contract's records as XML-RPC values, and Apache XML-RPC reduced to the types that they need.
 */
@NullMarked
package dev.bora.rpc.wire;

import org.jspecify.annotations.NullMarked;
