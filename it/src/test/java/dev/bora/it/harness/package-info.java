// SPDX-License-Identifier: Apache-2.0
/** Programs, a grid, servers and relays, from which tests build what they need. */
@NullMarked
package dev.bora.it.harness;

import org.jspecify.annotations.NullMarked;
