// SPDX-License-Identifier: Apache-2.0
/**
 * What the beat asks of the Linux kernel: a clock that no suspend stops, and a timer that kills.
 */
@NullMarked
package dev.bora.heartbeat.kernel;

import org.jspecify.annotations.NullMarked;
