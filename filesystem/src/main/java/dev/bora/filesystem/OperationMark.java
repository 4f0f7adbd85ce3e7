// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.ExtendedAttributes;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The id of the operation that made an object, in the object's attribute user.bora.op (decimal
 * digits). It stays after the operation's end: an adopter tells by it who made what has the public
 * name.
 */
final class OperationMark {
  private static final String ATTRIBUTE = "user.bora.op";

  private final AreaFeatures features;

  OperationMark(AreaFeatures features) {
    this.features = features;
  }

  void set(Descriptor object, long operation) throws PosixException {
    if (features.userAttributes()) {
      ExtendedAttributes.set(
          object, ATTRIBUTE, Long.toString(operation).getBytes(StandardCharsets.US_ASCII));
    }
  }

  OptionalLong of(Descriptor place) throws PosixException {
    if (!features.userAttributes()) {
      return OptionalLong.empty();
    }
    String text =
        ExtendedAttributes.getByPlace(place, ATTRIBUTE)
            .map(value -> new String(value, StandardCharsets.US_ASCII))
            .orElse("");
    // The attribute's owner may have written anything: what is no id is no mark.
    return text.matches("[1-9][0-9]{0,17}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** Whether an object was made by an operation; without a mark its identity decides. */
  boolean madeBy(Descriptor place, long operation, ObjectId journalled) throws PosixException {
    OptionalLong mark = of(place);
    if (mark.isPresent()) {
      return mark.getAsLong() == operation;
    }
    FileStatus status = Posix.status(place);
    return ObjectId.of(status).sameObjectAs(journalled);
  }
}
