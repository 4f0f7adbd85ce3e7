// SPDX-License-Identifier: Apache-2.0
/** The commands that look at the database and its schema, and change it. */
@NullMarked
package dev.bora.app.schema;

import org.jspecify.annotations.NullMarked;
