// SPDX-License-Identifier: Apache-2.0
/** Drills in which nodes leave in order, and clients must not notice. */
@NullMarked
package dev.bora.it.drill.rolling;

import org.jspecify.annotations.NullMarked;
