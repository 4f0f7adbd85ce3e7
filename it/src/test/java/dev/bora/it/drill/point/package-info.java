// SPDX-License-Identifier: Apache-2.0
/** Drills that end or stop a backend just before or just after one system call of one operation. */
@NullMarked
package dev.bora.it.drill.point;

import org.jspecify.annotations.NullMarked;
