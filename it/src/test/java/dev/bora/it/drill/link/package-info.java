// SPDX-License-Identifier: Apache-2.0
/** Drills of the links between frontends and backends: what they lose, cut and delay. */
@NullMarked
package dev.bora.it.drill.link;

import org.jspecify.annotations.NullMarked;
