// SPDX-License-Identifier: Apache-2.0
/** Queues that are measured, each behind the same interface. */
@NullMarked
package dev.bora.bench.contender;

import org.jspecify.annotations.NullMarked;
