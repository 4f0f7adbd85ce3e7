// SPDX-License-Identifier: Apache-2.0
/** Drills in which the database is in trouble, and every node lives. */
@NullMarked
package dev.bora.it.drill.database;

import org.jspecify.annotations.NullMarked;
