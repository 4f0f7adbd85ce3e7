// SPDX-License-Identifier: Apache-2.0
/**
 * Who the backends are: epochs that are never used again, the beat, fencing, and the jobs that one
 * does for all.
 */
@NullMarked
package dev.bora.heartbeat;

import org.jspecify.annotations.NullMarked;
