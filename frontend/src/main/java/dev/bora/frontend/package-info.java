// SPDX-License-Identifier: Apache-2.0
/** The frontend as a whole: it answers SRM clients. */
@NullMarked
package dev.bora.frontend;

import org.jspecify.annotations.NullMarked;
