// SPDX-License-Identifier: Apache-2.0
/** The backend's end of the transport: one guarded HTTP resource in front of the contract. */
@NullMarked
package dev.bora.rpc.server;

import org.jspecify.annotations.NullMarked;
