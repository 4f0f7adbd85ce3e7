// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.FileKind;

/** What an adopter found of a take. */
public sealed interface TakeAdoption {
  /**
   * The take has not happened, and cannot any more: a blocking entry has its hidden name. Take
   * under the own claim.
   */
  record NotTaken() implements TakeAdoption {}

  /**
   * The take had happened, of the expected object, which lies under the old claim's hidden name.
   */
  record Taken(ObjectId id, FileKind kind) implements TakeAdoption {}

  /** The take had happened, of another object than the expected one: give it back. */
  record TakenOther(ObjectId id, FileKind kind) implements TakeAdoption {}
}
