// SPDX-License-Identifier: Apache-2.0
/** Clients that put, get, list, make, move and remove in rooms of a few names, as seeds decide. */
@NullMarked
package dev.bora.it.drill.workload;

import org.jspecify.annotations.NullMarked;
