// SPDX-License-Identifier: Apache-2.0
/** The commands of Bora's own SRM client. */
@NullMarked
package dev.bora.app.srm;

import org.jspecify.annotations.NullMarked;
