// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the tests: guards are taken out of Bora one at a time, and a drill has to notice each.
 */
@NullMarked
package dev.bora.it.drill.mutation;

import org.jspecify.annotations.NullMarked;
