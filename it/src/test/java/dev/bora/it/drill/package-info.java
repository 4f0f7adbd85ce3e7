// SPDX-License-Identifier: Apache-2.0
/** Drills: many clients, a fault in the middle of their work, and a proof of what came of it. */
@NullMarked
package dev.bora.it.drill;

import org.jspecify.annotations.NullMarked;
