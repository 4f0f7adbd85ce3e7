// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.time.Duration;

/**
 * What an area's threads do now.
 *
 * @param running calls being run
 * @param waiting calls queued
 * @param oldest how long the longest running call has been running, zero if none is
 */
public record AreaLoad(int running, int waiting, Duration oldest) {}
