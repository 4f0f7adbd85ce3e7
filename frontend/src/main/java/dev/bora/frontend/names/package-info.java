// SPDX-License-Identifier: Apache-2.0
/** From the text of a SURL to a place in a storage area, and who may go there. */
@NullMarked
package dev.bora.frontend.names;

import org.jspecify.annotations.NullMarked;
