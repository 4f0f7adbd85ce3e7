// SPDX-License-Identifier: Apache-2.0
/** Drills in the lab: clients come in through the virtual address of a pair of LVS directors. */
@NullMarked
package dev.bora.it.drill.director;

import org.jspecify.annotations.NullMarked;
