// SPDX-License-Identifier: Apache-2.0
/** What clients asked and were answered, in memory and in a file that can be read again. */
@NullMarked
package dev.bora.it.drill.history;

import org.jspecify.annotations.NullMarked;
