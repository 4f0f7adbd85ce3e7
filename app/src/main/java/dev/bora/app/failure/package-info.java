// SPDX-License-Identifier: Apache-2.0
/** How a command says in one line why it failed. */
@NullMarked
package dev.bora.app.failure;

import org.jspecify.annotations.NullMarked;
