// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;

/** Removal of single hidden names: a repetition finds nothing to do. */
final class HiddenNames {
  private HiddenNames() {}

  static HiddenRemoval unlink(Descriptor folder, RawName name) throws PosixException {
    try {
      Posix.unlink(folder, name);
      return HiddenRemoval.REMOVED;
    } catch (PosixException failure) {
      return outcome(failure);
    }
  }

  static HiddenRemoval removeDirectory(Descriptor folder, RawName name) throws PosixException {
    try {
      Posix.removeDirectory(folder, name);
      return HiddenRemoval.REMOVED;
    } catch (PosixException failure) {
      return outcome(failure);
    }
  }

  private static HiddenRemoval outcome(PosixException failure) throws PosixException {
    return switch (failure.errno()) {
      case ENOENT -> HiddenRemoval.ABSENT;
      // POSIX lets rmdir say EEXIST for a directory with entries.
      case ENOTEMPTY, EEXIST -> HiddenRemoval.NOT_EMPTY;
      case EISDIR, ENOTDIR -> HiddenRemoval.OTHER_KIND;
      default -> throw failure;
    };
  }
}
