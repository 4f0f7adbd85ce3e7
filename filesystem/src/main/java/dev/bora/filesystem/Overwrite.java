// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/** What a publication does with a file that has the public name already. */
public enum Overwrite {
  /** Leaves it and answers {@link PublishOutcome.TargetExists}. */
  NEVER,
  /** Replaces it, atomically. */
  ALWAYS
}
