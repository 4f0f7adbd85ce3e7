// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.CreateOutcome.AlreadyThere;
import dev.bora.filesystem.CreateOutcome.Created;
import dev.bora.filesystem.posix.AccessControlList;
import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The steps by which something new gets a public name: a hidden entry {@code
 * new/<operation>.<claim>} is created, later published. Each is one change of the name space;
 * commit its intent before, its outcome after.
 *
 * <p>All exceptions besides the outcomes: {@link ContainmentException} where a public path is
 * refused, {@link dev.bora.filesystem.posix.PosixException} for what the file system answered (no
 * space, quota, I/O error …).
 */
public final class CreationSteps {
  private static final Set<OpenFlag> LOOK =
      Set.of(OpenFlag.READ_ONLY, OpenFlag.NOFOLLOW, OpenFlag.NONBLOCK);

  private final AreaRoot root;
  private final HiddenFolders folders;
  private final AreaFeatures features;
  private final OperationMark mark;
  private final Publication publication;

  CreationSteps(AreaRoot root, HiddenFolders folders, AreaFeatures features) {
    this.root = root;
    this.folders = folders;
    this.features = features;
    this.mark = new OperationMark(features);
    this.publication = new Publication(root, folders, features);
  }

  /**
   * Creates the hidden file of an upload, mode 0600, marked with the operation's id.
   *
   * <p>If something fails after the creation, the file is removed again as far as that is possible.
   *
   * @param writer its owner until it is sealed, with an ACL entry for Bora's user; where files
   *     cannot be given away Bora's user owns it, and the entry is the writer's
   */
  public CreateOutcome createUpload(HiddenName name, Optional<LocalIdentity> writer)
      throws IOException {
    Descriptor folder = folders.folder(HiddenFolder.NEW);
    try (Descriptor file =
        Posix.openAt(
            folder,
            name.rawName(),
            Set.of(OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE, OpenFlag.NOFOLLOW),
            0600)) {
      try {
        return prepareUpload(file, name, writer);
      } catch (PosixException failure) {
        throw withdrawn(failure, () -> Posix.unlink(folder, name.rawName()));
      }
    } catch (PosixException failure) {
      if (failure.errno() == Errno.EEXIST) {
        return new AlreadyThere();
      }
      throw failure;
    }
  }

  private Created prepareUpload(Descriptor file, HiddenName name, Optional<LocalIdentity> writer)
      throws PosixException {
    mark.set(file, name.operation());
    if (writer.isPresent() && writer.get().uid() != Posix.effectiveUser()) {
      giveTo(writer.get(), file);
    }
    return new Created(ObjectId.of(Posix.status(file)));
  }

  // The list first: who has given a file away may not set it.
  private void giveTo(LocalIdentity writer, Descriptor file) throws PosixException {
    if (features.accessControlLists()) {
      AccessControlList.ofMode(0600)
          .withUser(Posix.effectiveUser(), 6)
          .withUser(writer.uid(), 6)
          .setAccess(file);
    }
    if (features.changeOfOwner() || !features.accessControlLists()) {
      Posix.changeOwner(file, writer.uid(), writer.gid());
    }
  }

  /**
   * Creates a hidden directory with the ACLs, group and mode that it will have below {@code
   * parent}, marked with the operation's id. Bora's user owns it.
   */
  public CreateOutcome createDirectory(HiddenName name, AreaPath parent) throws IOException {
    Descriptor folder = folders.folder(HiddenFolder.NEW);
    try (Descriptor directory = root.openDirectoryForChange(parent)) {
      InheritedAccess access = InheritedAccess.of(directory, features);
      return makeDirectory(folder, name, access);
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case ENOENT, ENOTDIR -> new CreateOutcome.NoParent();
        default -> throw failure;
      };
    }
  }

  private CreateOutcome makeDirectory(Descriptor folder, HiddenName name, InheritedAccess access)
      throws PosixException {
    try {
      Posix.makeDirectory(folder, name.rawName(), 0700);
    } catch (PosixException failure) {
      if (failure.errno() == Errno.EEXIST) {
        return new AlreadyThere();
      }
      throw failure;
    }
    try (Descriptor created =
        Posix.openAt(
            folder,
            name.rawName(),
            Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NOFOLLOW),
            0)) {
      mark.set(created, name.operation());
      access.applyToDirectory(created);
      return new Created(ObjectId.of(Posix.status(created)));
    } catch (PosixException failure) {
      throw withdrawn(failure, () -> Posix.removeDirectory(folder, name.rawName()));
    }
  }

  private interface Withdrawal {
    void run() throws PosixException;
  }

  private static PosixException withdrawn(PosixException failure, Withdrawal withdrawal) {
    try {
      withdrawal.run();
    } catch (PosixException left) {
      // What is left is swept by its id.
      failure.addSuppressed(left);
    }
    return failure;
  }

  /**
   * The path of an upload below the area's root, for the TURL of a door that shares the file
   * system.
   */
  public static String uploadPath(HiddenName name) {
    return AreaPath.HIDDEN + "/" + HiddenFolder.NEW.folderName() + "/" + name;
  }

  /** Status of an upload that is being written, its size above all; empty if there is none. */
  public Optional<FileStatus> upload(HiddenName name) throws IOException {
    return Posix.statusIfPresent(folders.folder(HiddenFolder.NEW), name.rawName());
  }

  /**
   * Opens an upload for Bora's own door.
   *
   * @throws PosixException ENOENT if there is none
   */
  public FileChannel openUpload(HiddenName name) throws IOException {
    try (Descriptor file =
        Posix.openAt(
            folders.folder(HiddenFolder.NEW),
            name.rawName(),
            Set.of(OpenFlag.READ_WRITE, OpenFlag.NOFOLLOW),
            0)) {
      return FileChannel.open(
          Path.of(file.selfPath().toString()), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
  }

  /**
   * Stores the checksum that a door computed while it wrote.
   *
   * @param adler32 as {@link Checksums#format} gives it
   * @throws PosixException ENOENT if there is no such upload
   */
  public void storeChecksum(HiddenName name, String adler32) throws IOException {
    try (Descriptor file =
        Posix.openAt(
            folders.folder(HiddenFolder.NEW),
            name.rawName(),
            Set.of(OpenFlag.READ_WRITE, OpenFlag.NOFOLLOW),
            0)) {
      Checksums.store(file, adler32);
    }
  }

  /** The checksum that is kept with an upload; empty if there is none, or no such upload. */
  public Optional<String> checksum(HiddenName name) throws IOException {
    if (!features.userAttributes()) {
      return Optional.empty();
    }
    try (Descriptor place =
        Posix.openAt(
            folders.folder(HiddenFolder.NEW),
            name.rawName(),
            Set.of(OpenFlag.PATH, OpenFlag.NOFOLLOW),
            0)) {
      return Checksums.stored(place);
    } catch (PosixException failure) {
      if (failure.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Forgets the checksum that is kept with an upload, before its data changes.
   *
   * @throws PosixException ENOENT if there is no such upload
   */
  public void forgetChecksum(HiddenName name) throws IOException {
    if (!features.userAttributes()) {
      return;
    }
    try (Descriptor file =
        Posix.openAt(
            folders.folder(HiddenFolder.NEW),
            name.rawName(),
            Set.of(OpenFlag.READ_WRITE, OpenFlag.NOFOLLOW),
            0)) {
      Checksums.forget(file);
    }
  }

  /**
   * Takes the upload away from its writer, to Bora's user: no new open for writing succeeds
   * (descriptors that are open stay so). Changes no name; may be repeated. To be done before the
   * size is compared with the promised one.
   *
   * @param target the public path that it will get, whose directory rules its permissions
   * @return the status after, or empty if there is no such upload
   * @throws PosixException ENOENT or ENOTDIR if the target's directory is not there
   */
  public Optional<FileStatus> seal(HiddenName name, AreaPath target) throws IOException {
    try (Descriptor directory = root.openDirectoryForChange(target.parent());
        Descriptor file = Posix.openAt(folders.folder(HiddenFolder.NEW), name.rawName(), LOOK, 0)) {
      InheritedAccess.of(directory, features).applyToFile(file);
      return Optional.of(Posix.status(file));
    } catch (PosixException failure) {
      if (failure.errno() == Errno.ENOENT && upload(name).isEmpty()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Publishes an upload or a new directory: seals it (files), fsyncs it, renames it to its public
   * name, fsyncs the directory of that name. The hidden folder is not synced: a hidden name that a
   * crash brings back is swept by its id.
   *
   * @param overwrite counts for files only
   */
  public PublishOutcome publish(HiddenName name, AreaPath target, Overwrite overwrite)
      throws IOException {
    if (target.isRoot()) {
      return new PublishOutcome.TargetExists();
    }
    try (Descriptor source =
        Posix.openAt(folders.folder(HiddenFolder.NEW), name.rawName(), LOOK, 0)) {
      boolean file = Posix.status(source).kind() == FileKind.FILE;
      Publication.Preparation preparation =
          directory -> {
            if (file) {
              InheritedAccess.of(directory, features).applyToFile(source);
            }
            Posix.sync(source);
          };
      return publication.run(
          HiddenFolder.NEW, name, target, file ? overwrite : Overwrite.NEVER, preparation);
    } catch (PosixException failure) {
      if (failure.errno() == Errno.ENOENT && upload(name).isEmpty()) {
        return new PublishOutcome.NoSource();
      }
      throw failure;
    }
  }

  /**
   * What the adopter of a publication does first: the entry gets the adopter's own claim. If it is
   * not there, the object at the public name tells by its mark (without marks: by its identity)
   * whether the publication had happened.
   *
   * <p>Claims between the two are tried as well, upwards: an adopter before this one may have come
   * that far only.
   *
   * @param journalled the name in the journal
   * @param ownClaim claim number of the adopter, larger
   * @param id identity that {@link #createUpload} or {@link #createDirectory} answered
   */
  public RenameAdoption adoptPublish(
      HiddenName journalled, int ownClaim, AreaPath target, ObjectId id) throws IOException {
    return publication.adopt(
        HiddenFolder.NEW,
        journalled,
        ownClaim,
        target,
        place -> mark.madeBy(place, journalled.operation(), id));
  }

  /** Removes an upload whose request ended without it. */
  public HiddenRemoval discardUpload(HiddenName name) throws IOException {
    return HiddenNames.unlink(folders.folder(HiddenFolder.NEW), name.rawName());
  }

  /** Removes a hidden directory that was not published. */
  public HiddenRemoval discardDirectory(HiddenName name) throws IOException {
    return HiddenNames.removeDirectory(folders.folder(HiddenFolder.NEW), name.rawName());
  }
}
