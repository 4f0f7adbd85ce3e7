// SPDX-License-Identifier: Apache-2.0
/** A room for each operation: what it checks, its chain of steps, and how an adopter goes on. */
@NullMarked
package dev.bora.backend.room;

import org.jspecify.annotations.NullMarked;
