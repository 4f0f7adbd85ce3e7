// SPDX-License-Identifier: Apache-2.0
/** Bora driven from outside, by the clients that sites use. */
@NullMarked
package dev.bora.it;

import org.jspecify.annotations.NullMarked;
