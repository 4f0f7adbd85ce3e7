// SPDX-License-Identifier: Apache-2.0
/** One SRM call: who makes it, and what it may use. */
@NullMarked
package dev.bora.frontend.call;

import org.jspecify.annotations.NullMarked;
