// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.ContainmentException.Reason;
import dev.bora.filesystem.PublishOutcome.NoParent;
import dev.bora.filesystem.PublishOutcome.NoSource;
import dev.bora.filesystem.PublishOutcome.Published;
import dev.bora.filesystem.PublishOutcome.TargetExists;
import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The rename of a hidden entry to a public name, and what its adopter does: the same for publishing
 * and for giving on.
 */
final class Publication {
  /** What is done with the target's directory before the rename. */
  interface Preparation {
    void run(Descriptor directory) throws PosixException;
  }

  /** Tells whether an object is the one that the journal means. */
  interface Recognition {
    boolean matches(Descriptor place) throws PosixException;
  }

  private final AreaRoot root;
  private final HiddenFolders folders;
  private final Moves moves;

  Publication(AreaRoot root, HiddenFolders folders, AreaFeatures features) {
    this.root = root;
    this.folders = folders;
    this.moves = new Moves(features);
  }

  PublishOutcome run(
      HiddenFolder from,
      HiddenName name,
      AreaPath target,
      Overwrite overwrite,
      Preparation preparation)
      throws IOException {
    Optional<Descriptor> opened = openParent(target);
    if (opened.isEmpty()) {
      return new NoParent();
    }
    try (Descriptor directory = opened.get()) {
      preparation.run(directory);
      Optional<FileStatus> there = Posix.statusIfPresent(directory, target.name());
      if (there.isPresent() && there.get().kind() == FileKind.LINK) {
        throw new ContainmentException(Reason.SYMBOLIC_LINK, target);
      }
      return rename(folders.folder(from), name.rawName(), directory, target, overwrite);
    }
  }

  private Optional<Descriptor> openParent(AreaPath target) throws IOException {
    try {
      return Optional.of(root.openDirectoryForChange(target.parent()));
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case ENOENT, ENOTDIR -> Optional.empty();
        default -> throw failure;
      };
    }
  }

  private PublishOutcome rename(
      Descriptor folder, RawName name, Descriptor directory, AreaPath target, Overwrite overwrite)
      throws IOException {
    try (Descriptor source =
        Posix.openAt(folder, name, Set.of(OpenFlag.PATH, OpenFlag.NOFOLLOW), 0)) {
      boolean moved =
          switch (overwrite) {
            case NEVER -> moves.moveKeeping(folder, name, directory, target.name());
            case ALWAYS -> replace(folder, name, directory, target.name());
          };
      if (!moved) {
        return new TargetExists();
      }
      Posix.sync(directory);
      FileStatus status = Posix.status(source);
      return new Published(ObjectId.of(status), status.size());
    } catch (PosixException failure) {
      if (failure.errno() == Errno.ENOENT) {
        // Either end may be missing; the hidden one tells whose step this is.
        return Posix.statusIfPresent(folder, name).isPresent() ? new NoParent() : new NoSource();
      }
      throw crossing(failure, target);
    }
  }

  private static boolean replace(
      Descriptor folder, RawName name, Descriptor directory, RawName newName)
      throws PosixException {
    try {
      Posix.rename(folder, name, directory, newName);
      return true;
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case EISDIR, EEXIST, ENOTEMPTY -> false;
        default -> throw failure;
      };
    }
  }

  static IOException crossing(PosixException failure, AreaPath path) {
    return switch (failure.errno()) {
      // EBUSY: the name itself is a mount point.
      case EXDEV, EBUSY -> new ContainmentException(Reason.OTHER_FILE_SYSTEM, path);
      default -> failure;
    };
  }

  RenameAdoption adopt(
      HiddenFolder from,
      HiddenName journalled,
      int ownClaim,
      AreaPath target,
      Recognition recognition)
      throws IOException {
    if (ownClaim <= journalled.claim()) {
      throw new IllegalArgumentException(
          "claim " + ownClaim + " cannot adopt hidden entry " + journalled);
    }
    HiddenName own = journalled.withClaim(ownClaim);
    if (makeOwn(folders.folder(from), journalled, own)) {
      return new RenameAdoption.Mine(own);
    }
    // In this order: an entry that left its hidden name before the look above has its public one
    // now.
    return lookAtTarget(target, recognition);
  }

  // Entries only ever move to higher claims, so going upwards misses none.
  private boolean makeOwn(Descriptor folder, HiddenName journalled, HiddenName own)
      throws PosixException {
    for (int claim = journalled.claim(); claim < own.claim(); claim++) {
      try {
        moves.moveKeeping(folder, journalled.withClaim(claim).rawName(), folder, own.rawName());
        // Moved, or the own name was there already: either way it is there.
        return true;
      } catch (PosixException failure) {
        if (failure.errno() != Errno.ENOENT) {
          throw failure;
        }
      }
    }
    return Posix.statusIfPresent(folder, own.rawName()).isPresent();
  }

  private RenameAdoption lookAtTarget(AreaPath target, Recognition recognition) throws IOException {
    try (Descriptor place = root.openForChange(target, Set.of(OpenFlag.PATH, OpenFlag.NOFOLLOW))) {
      ObjectId id = ObjectId.of(Posix.status(place));
      return recognition.matches(place)
          ? new RenameAdoption.AlreadyThere(id)
          : new RenameAdoption.Nowhere(Optional.of(id));
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case ENOENT, ENOTDIR -> new RenameAdoption.Nowhere(Optional.empty());
        default -> throw failure;
      };
    }
  }
}
