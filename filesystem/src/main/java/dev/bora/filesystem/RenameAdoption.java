// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.util.Optional;

/** What an adopter found of a step that renames a hidden entry to a public name. */
public sealed interface RenameAdoption {
  /**
   * The entry now has the adopter's own claim: a late landing of the old step fails. Commit the
   * intent and do the step.
   */
  record Mine(HiddenName name) implements RenameAdoption {}

  /** The step had happened: the object has the public name. */
  record AlreadyThere(ObjectId id) implements RenameAdoption {}

  /**
   * The object is neither hidden nor at the public name: it was never made, or was removed since.
   *
   * @param atPublicName what else has the public name
   */
  record Nowhere(Optional<ObjectId> atPublicName) implements RenameAdoption {}
}
