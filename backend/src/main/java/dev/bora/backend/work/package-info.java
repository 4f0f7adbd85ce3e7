// SPDX-License-Identifier: Apache-2.0
/** How a file that is in this backend's hands is brought to its goal. */
@NullMarked
package dev.bora.backend.work;

import org.jspecify.annotations.NullMarked;
