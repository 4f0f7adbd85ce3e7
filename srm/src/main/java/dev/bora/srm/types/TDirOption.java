// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * Whether a source is a directory, and how deep to go into it.
 *
 * @param isSourceADirectory whether it is a directory
 * @param allLevelRecursive whether to go down to the last level
 * @param numOfLevels how many levels to go down; 0 is the path alone
 */
public record TDirOption(
    Boolean isSourceADirectory,
    @Nullable Boolean allLevelRecursive,
    @Nullable Integer numOfLevels) {}
