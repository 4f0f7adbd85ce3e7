// SPDX-License-Identifier: Apache-2.0
/** Clients: how many at a time, at which moments, and how long theirs took. */
@NullMarked
package dev.bora.bench.load;

import org.jspecify.annotations.NullMarked;
