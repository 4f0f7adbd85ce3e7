// SPDX-License-Identifier: Apache-2.0
/** The fence behind which an incarnation writes, and the process that it is. */
@NullMarked
package dev.bora.db.node;

import org.jspecify.annotations.NullMarked;
