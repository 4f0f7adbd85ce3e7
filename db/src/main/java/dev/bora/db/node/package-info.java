// SPDX-License-Identifier: Apache-2.0
/** The incarnations of all nodes, and the leases they hold. */
@NullMarked
package dev.bora.db.node;

import org.jspecify.annotations.NullMarked;
