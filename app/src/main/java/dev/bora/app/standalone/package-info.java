// SPDX-License-Identifier: Apache-2.0
/** All of Bora in one process, with a database and a grid of its own. */
@NullMarked
package dev.bora.app.standalone;

import org.jspecify.annotations.NullMarked;
