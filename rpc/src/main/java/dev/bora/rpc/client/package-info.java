// SPDX-License-Identifier: Apache-2.0
/** The frontend's end of the transport: pooled sockets, deadlines, and asking again safely. */
@NullMarked
package dev.bora.rpc.client;

import org.jspecify.annotations.NullMarked;
