// SPDX-License-Identifier: Apache-2.0
/** Jobs that one backend does for all: expiry, sweeps, checksums, housekeeping. */
@NullMarked
package dev.bora.backend.job;

import org.jspecify.annotations.NullMarked;
