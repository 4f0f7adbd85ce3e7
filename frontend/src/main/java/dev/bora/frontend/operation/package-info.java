// SPDX-License-Identifier: Apache-2.0
/** What each operation of SRM does. */
@NullMarked
package dev.bora.frontend.operation;

import org.jspecify.annotations.NullMarked;
