// SPDX-License-Identifier: Apache-2.0
/** What a process logs, and where to. */
@NullMarked
package dev.bora.app.logging;

import org.jspecify.annotations.NullMarked;
