// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.ContainmentException.Reason;
import dev.bora.filesystem.TakeOutcome.Blocked;
import dev.bora.filesystem.TakeOutcome.NotFound;
import dev.bora.filesystem.TakeOutcome.Taken;
import dev.bora.filesystem.TakeOutcome.TakenOther;
import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The steps of rm, rmdir and mv: a public name is taken to {@code taken/<operation>.<claim>}, and
 * what was taken is removed there, given back or given another public name. Each is one change of
 * the name space; commit its intent before, its outcome after. No public name is ever unlinked.
 *
 * <p>A take and the removal of hidden names are not synced: a crash of the file server can bring
 * back what was removed.
 */
public final class RemovalSteps {
  private final AreaRoot root;
  private final HiddenFolders folders;
  private final AreaFeatures features;
  private final Publication publication;
  private final TakeBlock block;

  RemovalSteps(AreaRoot root, HiddenFolders folders, AreaFeatures features) {
    this.root = root;
    this.folders = folders;
    this.features = features;
    this.publication = new Publication(root, folders, features);
    this.block = new TakeBlock(folders.folder(HiddenFolder.TAKEN));
  }

  /**
   * Takes a public name away.
   *
   * @param expected the object in the journal, as {@link AreaReader#lookUp} found it
   * @throws ContainmentException if the path has a symbolic link in it, its last name included, or
   *     is on another file system
   */
  public TakeOutcome take(AreaPath path, HiddenName name, ObjectId expected) throws IOException {
    if (path.isRoot()) {
      throw new InvalidAreaPathException("the root of a storage area cannot be removed");
    }
    try (Descriptor directory = root.openPlaceForChange(path.parent())) {
      Optional<FileStatus> there = Posix.statusIfPresent(directory, path.name());
      if (there.isPresent() && there.get().kind() == FileKind.LINK) {
        throw new ContainmentException(Reason.SYMBOLIC_LINK, path);
      }
      return rename(directory, path, name.rawName(), expected);
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case ENOENT, ENOTDIR -> new NotFound();
        default -> throw Publication.crossing(failure, path);
      };
    }
  }

  private TakeOutcome rename(Descriptor directory, AreaPath path, RawName name, ObjectId expected)
      throws PosixException {
    Descriptor taken = folders.folder(HiddenFolder.TAKEN);
    try {
      if (features.renameWithoutReplacing()) {
        Posix.renameWithoutReplacing(directory, path.name(), taken, name);
      } else {
        Posix.rename(directory, path.name(), taken, name);
      }
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case EEXIST, ENOTEMPTY, EISDIR, ENOTDIR -> new Blocked();
        default -> throw failure;
      };
    }
    FileStatus status = Posix.status(taken, name);
    ObjectId id = ObjectId.of(status);
    return id.sameObjectAs(expected)
        ? new Taken(id, status.kind())
        : new TakenOther(id, status.kind());
  }

  /**
   * What the adopter of a take does first: it occupies the hidden name that the take leads to, so
   * that the take, landing late, fails; or finds that it had happened.
   *
   * @param journalled the hidden name in the journal, with the old claim
   * @param expected the object in the journal
   */
  public TakeAdoption adoptTake(HiddenName journalled, ObjectId expected) throws IOException {
    return block.adopt(journalled.rawName(), expected);
  }

  /**
   * Removes the blocking entry that {@link #adoptTake} left, once the old incarnation is known to
   * be dead.
   *
   * @return {@link HiddenRemoval#OTHER_KIND} if the entry is something that was taken; it stays
   */
  public HiddenRemoval removeBlock(HiddenName name) throws IOException {
    return block.remove(name.rawName());
  }

  /**
   * Gives what was taken its old public name back, or (the second step of mv) another: never over
   * something that is there. fsyncs the directory of that name.
   */
  public PublishOutcome giveOn(HiddenName name, AreaPath target) throws IOException {
    if (target.isRoot()) {
      return new PublishOutcome.TargetExists();
    }
    return publication.run(HiddenFolder.TAKEN, name, target, Overwrite.NEVER, directory -> {});
  }

  /**
   * What the adopter of {@link #giveOn} does first; as {@link CreationSteps#adoptPublish}, but told
   * by identity: the mark is that of the operation which made the object.
   */
  public RenameAdoption adoptGiveOn(
      HiddenName journalled, int ownClaim, AreaPath target, ObjectId id) throws IOException {
    return publication.adopt(
        HiddenFolder.TAKEN,
        journalled,
        ownClaim,
        target,
        place -> ObjectId.of(Posix.status(place)).sameObjectAs(id));
  }

  /** Status of what was taken, empty if there is nothing. */
  public Optional<FileStatus> taken(HiddenName name) throws IOException {
    return Posix.statusIfPresent(folders.folder(HiddenFolder.TAKEN), name.rawName());
  }

  /** Removes a taken file. The adopter repeats it. */
  public HiddenRemoval unlinkTaken(HiddenName name) throws IOException {
    return HiddenNames.unlink(folders.folder(HiddenFolder.TAKEN), name.rawName());
  }

  /** Removes a taken directory if it is empty. The adopter repeats it. */
  public HiddenRemoval removeTakenDirectory(HiddenName name) throws IOException {
    return HiddenNames.removeDirectory(folders.folder(HiddenFolder.TAKEN), name.rawName());
  }

  /**
   * Removes a taken tree, or whatever else has the hidden name: by descriptors, following no link,
   * crossing no mount point, in bounded memory and with few descriptors however deep it is. The
   * adopter repeats it.
   *
   * @param mayContinue asked before each removal
   */
  public PurgeOutcome purgeTaken(HiddenName name, BooleanSupplier mayContinue) throws IOException {
    return new TreePurge(folders.folder(HiddenFolder.TAKEN), name.rawName(), mayContinue).run();
  }
}
