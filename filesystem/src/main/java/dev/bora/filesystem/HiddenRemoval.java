// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/** What became of the removal of one hidden name. */
public enum HiddenRemoval {
  REMOVED,
  /** There was no such entry: the step was done before. */
  ABSENT,
  /** A directory with entries, which stays. */
  NOT_EMPTY,
  /** A directory where a file was to be removed, or the reverse; it stays. */
  OTHER_KIND
}
