// SPDX-License-Identifier: Apache-2.0
/** The {@code bora} command: starts nodes, shows what they do, and carries an SRM client. */
@NullMarked
package dev.bora.app;

import org.jspecify.annotations.NullMarked;
