// SPDX-License-Identifier: Apache-2.0
/** LVS directors, as {@code bora lvs} configures them. */
@NullMarked
package dev.bora.it.lvs;

import org.jspecify.annotations.NullMarked;
