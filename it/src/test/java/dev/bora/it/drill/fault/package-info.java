// SPDX-License-Identifier: Apache-2.0
/** The drills, each by the fault that it makes. */
@NullMarked
package dev.bora.it.drill.fault;

import org.jspecify.annotations.NullMarked;
