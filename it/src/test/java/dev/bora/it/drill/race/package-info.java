// SPDX-License-Identifier: Apache-2.0
/** Drills of calls that meet at one path at the same moment. */
@NullMarked
package dev.bora.it.drill.race;

import org.jspecify.annotations.NullMarked;
