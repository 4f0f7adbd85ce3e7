// SPDX-License-Identifier: Apache-2.0
/** Versioned migrations of the schema. */
@NullMarked
package dev.bora.db.schema;

import org.jspecify.annotations.NullMarked;
