// SPDX-License-Identifier: Apache-2.0
/** What a user may expect of any Bora, whichever way it is run. */
@NullMarked
package dev.bora.it.suite;

import org.jspecify.annotations.NullMarked;
