// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/** What became of the creation of a hidden entry. */
public sealed interface CreateOutcome {
  /** The entry is there, with owner, access control list and mark. */
  record Created(ObjectId id) implements CreateOutcome {}

  /** The operation has an entry under this claim already. */
  record AlreadyThere() implements CreateOutcome {}

  /** The directory that was to rule the new one's permissions is not there (or is no directory). */
  record NoParent() implements CreateOutcome {}
}
