// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.DirectoryReader;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.util.Optional;
import java.util.Set;

/**
 * The directory with a child that an adopter puts where a take leads to: plain rename replaces it
 * neither by a file (EISDIR) nor by a directory (ENOTEMPTY, on XFS EEXIST).
 *
 * <p>It is told from what was taken by its owner, a mode that nothing else has, and its content.
 */
final class TakeBlock {
  private static final RawName CHILD = RawName.of(".bora-blocked");
  private static final int PERMISSIONS = 01700;
  private static final int ATTEMPTS = 8;

  private final Descriptor taken;

  TakeBlock(Descriptor taken) {
    this.taken = taken;
  }

  TakeAdoption adopt(RawName name, ObjectId expected) throws PosixException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Posix.makeDirectory(taken, name, PERMISSIONS);
      } catch (PosixException failure) {
        if (failure.errno() != Errno.EEXIST) {
          throw failure;
        }
      }
      Optional<TakeAdoption> found = examine(name, expected);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IllegalStateException("hidden entry " + name + " keeps changing");
  }

  /** Empty if the entry changed while it was looked at. */
  private Optional<TakeAdoption> examine(RawName name, ObjectId expected) throws PosixException {
    Optional<FileStatus> before = Posix.statusIfPresent(taken, name);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    if (!couldBeBlock(before.get(), expected)) {
      return Optional.of(taken(before.get(), expected));
    }
    try (Descriptor directory =
        Posix.openAt(
            taken, name, Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NOFOLLOW), 0)) {
      FileStatus opened = Posix.status(directory);
      if (!ObjectId.of(opened).equals(ObjectId.of(before.get()))) {
        return Optional.empty();
      }
      if (!holdsNothingElse(directory)) {
        return Optional.of(taken(opened, expected));
      }
      makeChild(directory);
      Optional<FileStatus> after = Posix.statusIfPresent(taken, name);
      // Replaced between mkdir and the child: the next look sees what the late take brought.
      return after.isPresent() && ObjectId.of(after.get()).equals(ObjectId.of(opened))
          ? Optional.of(new TakeAdoption.NotTaken())
          : Optional.empty();
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        // The directory that was opened is gone: a late rename has replaced it (NFS says ESTALE).
        case ENOENT, ENOTDIR, ESTALE -> Optional.empty();
        default -> throw failure;
      };
    }
  }

  private static boolean couldBeBlock(FileStatus status, ObjectId expected) {
    return status.kind() == FileKind.DIRECTORY
        && status.permissions() % 02000 == PERMISSIONS
        && status.owner() == Posix.effectiveUser()
        && !ObjectId.of(status).sameObjectAs(expected);
  }

  private static TakeAdoption taken(FileStatus status, ObjectId expected) {
    ObjectId id = ObjectId.of(status);
    return id.sameObjectAs(expected)
        ? new TakeAdoption.Taken(id, status.kind())
        : new TakeAdoption.TakenOther(id, status.kind());
  }

  private static boolean holdsNothingElse(Descriptor directory) throws PosixException {
    try (DirectoryReader reader = new DirectoryReader(directory)) {
      for (RawName name = reader.next(); name != null; name = reader.next()) {
        if (!name.equals(CHILD)) {
          return false;
        }
      }
      return true;
    }
  }

  private static void makeChild(Descriptor directory) throws PosixException {
    try {
      Posix.openAt(
              directory,
              CHILD,
              Set.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE, OpenFlag.NOFOLLOW),
              0600)
          .close();
    } catch (PosixException failure) {
      if (failure.errno() != Errno.EEXIST) {
        throw failure;
      }
    }
  }

  /** Whether an entry is a block, as the sweep sees it. */
  static boolean isBlock(Descriptor folder, RawName name, FileStatus status) throws PosixException {
    if (!couldBeBlock(status, new ObjectId(0, 1))) {
      return false;
    }
    try (Descriptor directory =
        Posix.openAt(
            folder, name, Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NOFOLLOW), 0)) {
      return holdsNothingElse(directory);
    }
  }

  HiddenRemoval remove(RawName name) throws PosixException {
    Optional<FileStatus> status = Posix.statusIfPresent(taken, name);
    if (status.isEmpty()) {
      return HiddenRemoval.ABSENT;
    }
    if (!isBlock(taken, name, status.get())) {
      return HiddenRemoval.OTHER_KIND;
    }
    try (Descriptor directory =
        Posix.openAt(
            taken, name, Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NOFOLLOW), 0)) {
      HiddenNames.unlink(directory, CHILD);
    }
    return HiddenNames.removeDirectory(taken, name);
  }
}
