// SPDX-License-Identifier: Apache-2.0
/** What contenders have to do. */
@NullMarked
package dev.bora.bench.scenario;

import org.jspecify.annotations.NullMarked;
