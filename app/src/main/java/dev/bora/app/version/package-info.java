// SPDX-License-Identifier: Apache-2.0
/** Which release of Bora this is. */
@NullMarked
package dev.bora.app.version;

import org.jspecify.annotations.NullMarked;
