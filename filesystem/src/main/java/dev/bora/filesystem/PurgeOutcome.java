// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.PosixException;

/** How far the removal of a hidden tree came. {@code removed} counts entries of every kind. */
public sealed interface PurgeOutcome {
  /** Entries removed by this call. */
  long removed();

  /** Nothing is left of the tree. */
  record Purged(long removed) implements PurgeOutcome {}

  /** The caller said stop; the rest of the tree is still there under the same hidden name. */
  record Stopped(long removed) implements PurgeOutcome {}

  /**
   * Something could not be removed (a mount point, no permission …); the first such failure. The
   * rest was removed.
   */
  record Incomplete(long removed, PosixException failure) implements PurgeOutcome {}
}
