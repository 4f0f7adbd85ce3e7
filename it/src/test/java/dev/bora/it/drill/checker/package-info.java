// SPDX-License-Identifier: Apache-2.0
/**
 * Whether some legal order of what clients were answered explains all that they saw and what is on
 * disk; after Wing and Gong, a component of the name space at a time.
 */
@NullMarked
package dev.bora.it.drill.checker;

import org.jspecify.annotations.NullMarked;
