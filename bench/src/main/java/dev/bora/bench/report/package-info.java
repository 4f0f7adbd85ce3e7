// SPDX-License-Identifier: Apache-2.0
/** From figures to JSON, tables and plots. */
@NullMarked
package dev.bora.bench.report;

import org.jspecify.annotations.NullMarked;
