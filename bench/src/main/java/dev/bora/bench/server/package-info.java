// SPDX-License-Identifier: Apache-2.0
/** The database that all contenders stand on, and what it and they consume. */
@NullMarked
package dev.bora.bench.server;

import org.jspecify.annotations.NullMarked;
