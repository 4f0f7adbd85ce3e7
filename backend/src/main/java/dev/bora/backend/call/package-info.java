// SPDX-License-Identifier: Apache-2.0
/** The calls of the frontends. */
@NullMarked
package dev.bora.backend.call;

import org.jspecify.annotations.NullMarked;
