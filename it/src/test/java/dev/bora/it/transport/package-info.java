// SPDX-License-Identifier: Apache-2.0
/** The transport alone, against real clients, with answers that are always the same. */
@NullMarked
package dev.bora.it.transport;

import org.jspecify.annotations.NullMarked;
