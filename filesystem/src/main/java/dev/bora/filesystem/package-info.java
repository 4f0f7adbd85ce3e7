// SPDX-License-Identifier: Apache-2.0
/**
 * Storage areas on POSIX file systems: containment by openat2, steps that are harmless when they
 * land late, what the adopter of a dead backend's work does instead, listings in bounded memory,
 * access control lists and checksums.
 */
@NullMarked
package dev.bora.filesystem;

import org.jspecify.annotations.NullMarked;
