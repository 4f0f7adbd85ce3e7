// SPDX-License-Identifier: Apache-2.0
/** Whether this node is well, told to whoever asks on a port of its own. */
@NullMarked
package dev.bora.rpc.health;

import org.jspecify.annotations.NullMarked;
