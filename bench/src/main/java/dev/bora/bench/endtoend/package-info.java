// SPDX-License-Identifier: Apache-2.0
/** Bora as its clients meet it: frontend, backend and database as processes, SRM over TLS. */
@NullMarked
package dev.bora.bench.endtoend;

import org.jspecify.annotations.NullMarked;
