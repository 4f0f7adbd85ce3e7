// SPDX-License-Identifier: Apache-2.0
/** What drills have in common: rounds of clients at work with a fault, rest, and the check. */
@NullMarked
package dev.bora.it.drill.exercise;

import org.jspecify.annotations.NullMarked;
