// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/** What became of the rename of a hidden entry to a public name. */
public sealed interface PublishOutcome {
  /**
   * The object has its public name, and file and directory are on stable storage.
   *
   * @param size bytes
   */
  record Published(ObjectId id, long size) implements PublishOutcome {}

  /** Something has the public name; nothing was changed. (A directory is never overwritten.) */
  record TargetExists() implements PublishOutcome {}

  /** The public name's directory is not there (or is no directory); nothing was changed. */
  record NoParent() implements PublishOutcome {}

  /**
   * There is no such hidden entry: the step was done before, or an adopter made it its own. Stop;
   * nothing was changed.
   */
  record NoSource() implements PublishOutcome {}
}
