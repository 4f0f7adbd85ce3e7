// SPDX-License-Identifier: Apache-2.0
/**
 * The fence behind which an incarnation writes, the process that it is, and whether it fits others.
 */
@NullMarked
package dev.bora.db.node;

import org.jspecify.annotations.NullMarked;
