// SPDX-License-Identifier: Apache-2.0
/** Ways to run Bora: one process, or five; the suite does not care which. */
@NullMarked
package dev.bora.it.deployment;

import org.jspecify.annotations.NullMarked;
