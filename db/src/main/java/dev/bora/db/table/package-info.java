// SPDX-License-Identifier: Apache-2.0
/** The tables: a mapper for each, its rows, and the words that its columns hold. */
@NullMarked
package dev.bora.db.table;

import org.jspecify.annotations.NullMarked;
