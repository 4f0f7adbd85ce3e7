// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.FileKind;

/** What became of the rename of a public name to a hidden one. */
public sealed interface TakeOutcome {
  /** The expected object was taken. */
  record Taken(ObjectId id, FileKind kind) implements TakeOutcome {}

  /** Another object than the expected one had the name and was taken: give it back. */
  record TakenOther(ObjectId id, FileKind kind) implements TakeOutcome {}

  /** There is no such public name; nothing was changed. */
  record NotFound() implements TakeOutcome {}

  /**
   * The hidden name is occupied, by an adopter or by an earlier take: the step is not ours any
   * more. Nothing was changed.
   */
  record Blocked() implements TakeOutcome {}
}
