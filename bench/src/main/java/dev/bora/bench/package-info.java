// SPDX-License-Identifier: Apache-2.0
/** Benchmarks as a command. */
@NullMarked
package dev.bora.bench;

import org.jspecify.annotations.NullMarked;
