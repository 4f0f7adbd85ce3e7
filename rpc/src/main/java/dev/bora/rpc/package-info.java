// SPDX-License-Identifier: Apache-2.0
/**
 * What frontends and backends say to each other, and how: the contract, its XML-RPC transport, and
 * the health answers of every node.
 */
@NullMarked
package dev.bora.rpc;

import org.jspecify.annotations.NullMarked;
