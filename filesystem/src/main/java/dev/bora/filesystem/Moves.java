// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.util.Optional;

/** Renames that replace nothing, by whichever way the file system has. */
final class Moves {
  private final AreaFeatures features;

  Moves(AreaFeatures features) {
    this.features = features;
  }

  /**
   * Moves an entry unless something has the new name.
   *
   * <p>Without RENAME_NOREPLACE a file is linked, then its old name unlinked; a directory is
   * renamed after a look, and what appears between look and rename is replaced only if it is an
   * empty directory.
   *
   * @return whether the object has the new name
   * @throws PosixException ENOENT if the old name or the new directory is missing
   */
  boolean moveKeeping(Descriptor from, RawName name, Descriptor to, RawName newName)
      throws PosixException {
    try {
      if (features.renameWithoutReplacing()) {
        Posix.renameWithoutReplacing(from, name, to, newName);
        return true;
      }
      FileStatus source = Posix.status(from, name);
      return source.kind() == FileKind.DIRECTORY
          ? moveDirectory(from, name, to, newName)
          : moveFile(from, name, to, newName, source);
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case EEXIST, ENOTEMPTY, ENOTDIR, EISDIR -> false;
        default -> throw failure;
      };
    }
  }

  private static boolean moveDirectory(
      Descriptor from, RawName name, Descriptor to, RawName newName) throws PosixException {
    if (Posix.statusIfPresent(to, newName).isPresent()) {
      return false;
    }
    Posix.rename(from, name, to, newName);
    return true;
  }

  private static boolean moveFile(
      Descriptor from, RawName name, Descriptor to, RawName newName, FileStatus source)
      throws PosixException {
    try {
      Posix.link(from, name, to, newName);
    } catch (PosixException failure) {
      // The link may have been made by an earlier attempt that did not come to its unlink.
      if (failure.errno() != Errno.EEXIST || !sameObject(to, newName, source)) {
        throw failure;
      }
    }
    unlinkIfPresent(from, name);
    return true;
  }

  private static boolean sameObject(Descriptor to, RawName newName, FileStatus source)
      throws PosixException {
    Optional<FileStatus> there = Posix.statusIfPresent(to, newName);
    return there.isPresent()
        && there.get().device() == source.device()
        && ObjectId.of(there.get()).equals(ObjectId.of(source));
  }

  private static void unlinkIfPresent(Descriptor from, RawName name) throws PosixException {
    try {
      Posix.unlink(from, name);
    } catch (PosixException failure) {
      if (failure.errno() != Errno.ENOENT) {
        throw failure;
      }
    }
  }
}
