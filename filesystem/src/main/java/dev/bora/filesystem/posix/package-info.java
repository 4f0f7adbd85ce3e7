// SPDX-License-Identifier: Apache-2.0
/**
 * The operating system as Bora needs it: system calls through the foreign-function API, names as
 * bytes, every descriptor closed by its owner, every failure an {@link
 * dev.bora.filesystem.posix.PosixException}.
 */
@NullMarked
package dev.bora.filesystem.posix;

import org.jspecify.annotations.NullMarked;
