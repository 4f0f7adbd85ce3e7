// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.AccessControlList;
import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.DirectoryReader;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.ExtendedAttributes;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import dev.bora.filesystem.posix.ResolveFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Tries, in a scratch folder inside an area's hidden folder, what the steps rely on, and reports
 * what is lacking.
 */
public final class AreaProbe {
  private static final Set<OpenFlag> NEW_FILE =
      Set.of(OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE, OpenFlag.NOFOLLOW);
  private static final Set<OpenFlag> DIRECTORY =
      Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NOFOLLOW);

  private final Descriptor scratch;
  private final EnumSet<AreaGap> gaps = EnumSet.noneOf(AreaGap.class);

  private AreaProbe(Descriptor scratch) {
    this.scratch = scratch;
  }

  /**
   * Probes a root, creating its hidden folder if missing.
   *
   * @param root absolute path of the storage area's root
   * @throws IOException if the root is missing, not a directory or not writable
   */
  public static AreaReport run(Path root) throws IOException {
    try (AreaRoot opened = AreaRoot.open(root);
        HiddenFolders folders = HiddenFolders.open(opened)) {
      return run(opened, folders);
    }
  }

  static AreaReport run(AreaRoot root, HiddenFolders folders) throws IOException {
    RawName name = RawName.of("probe." + ProcessHandle.current().pid() + "." + System.nanoTime());
    Posix.makeDirectory(folders.hidden(), name, 0700);
    EnumSet<AreaGap> gaps;
    try (Descriptor scratch = Posix.openAt(folders.hidden(), name, DIRECTORY, 0)) {
      AreaProbe probe = new AreaProbe(scratch);
      probe.tryAll();
      gaps = probe.gaps;
    } finally {
      PurgeOutcome _ = new TreePurge(folders.hidden(), name, () -> true).run();
    }
    MountTable mounts = MountTable.read();
    String place = new String(Posix.pathOf(root.descriptor()).bytes(), StandardCharsets.ISO_8859_1);
    List<String> below = mounts.below(place);
    if (!below.isEmpty()) {
      gaps.add(AreaGap.MOUNT_POINTS_BELOW);
    }
    return new AreaReport(mounts.kindOf(place), gaps, below);
  }

  private void tryAll() throws PosixException {
    if (!tryOpenat2()) {
      return;
    }
    tryFile();
    tryDirectorySync();
    tryKeepingNames();
    tryFilledDirectory();
    tryReplacedDirectory();
    tryNames();
  }

  private boolean tryOpenat2() throws PosixException {
    try {
      Posix.openBelow(scratch, RawName.of("."), Set.of(OpenFlag.PATH), Set.of(ResolveFlag.BENEATH))
          .close();
      return true;
    } catch (PosixException failure) {
      // A container's seccomp filter says EPERM for a call that it does not know.
      if (failure.errno() != Errno.ENOSYS && failure.errno() != Errno.EPERM) {
        throw failure;
      }
      gaps.add(AreaGap.NO_OPENAT2);
      return false;
    }
  }

  private interface Attempt {
    void run() throws PosixException;
  }

  private boolean works(Attempt attempt, Errno... lacking) throws PosixException {
    try {
      attempt.run();
      return true;
    } catch (PosixException failure) {
      if (Set.of(lacking).contains(failure.errno())) {
        return false;
      }
      throw failure;
    }
  }

  private void tryFile() throws PosixException {
    try (Descriptor file = Posix.openAt(scratch, RawName.of("file"), NEW_FILE, 0600)) {
      if (!works(
          () -> ExtendedAttributes.set(file, "user.bora.probe", new byte[] {'1'}),
          Errno.EOPNOTSUPP,
          Errno.EPERM)) {
        gaps.add(AreaGap.NO_USER_ATTRIBUTES);
      }
      int someone = 65534;
      if (!works(
          () -> {
            AccessControlList.ofMode(0600).withUser(someone, 6).setAccess(file);
            AccessControlList.ofMode(0700).withUser(someone, 7).setDefault(scratch);
            AccessControlList.removeDefault(scratch);
          },
          Errno.EOPNOTSUPP)) {
        gaps.add(AreaGap.NO_ACCESS_CONTROL_LISTS);
      }
      if (Posix.status(file).born().isEmpty()) {
        gaps.add(AreaGap.NO_BIRTH_TIME);
      }
      if (!works(() -> Posix.changeOwner(file, someone, -1), Errno.EPERM, Errno.EINVAL)) {
        gaps.add(AreaGap.NO_CHANGE_OF_OWNER);
      }
    }
  }

  private void tryDirectorySync() throws PosixException {
    if (!works(() -> Posix.sync(scratch), Errno.EINVAL, Errno.EBADF, Errno.EOPNOTSUPP)) {
      gaps.add(AreaGap.NO_DIRECTORY_SYNC);
    }
  }

  private void makeFile(String name) throws PosixException {
    Posix.openAt(scratch, RawName.of(name), NEW_FILE, 0600).close();
  }

  private void makeFilledDirectory(String name) throws PosixException {
    Posix.makeDirectory(scratch, RawName.of(name), 0700);
    try (Descriptor directory = Posix.openAt(scratch, RawName.of(name), DIRECTORY, 0)) {
      Posix.openAt(directory, RawName.of("child"), NEW_FILE, 0600).close();
    }
  }

  /** Whether a rename or link was refused, and left what had the name. */
  private boolean refused(Attempt attempt, String name) throws PosixException {
    ObjectId before = ObjectId.of(Posix.status(scratch, RawName.of(name)));
    try {
      attempt.run();
      return false;
    } catch (PosixException failure) {
      return ObjectId.of(Posix.status(scratch, RawName.of(name))).equals(before);
    }
  }

  private void tryKeepingNames() throws PosixException {
    makeFile("one");
    makeFile("two");
    RawName one = RawName.of("one");
    RawName two = RawName.of("two");
    RawName free = RawName.of("free");
    boolean renames =
        works(
                () -> Posix.renameWithoutReplacing(scratch, one, scratch, free),
                Errno.EINVAL,
                Errno.ENOSYS,
                Errno.EOPNOTSUPP)
            && refused(() -> Posix.renameWithoutReplacing(scratch, free, scratch, two), "two");
    if (renames) {
      return;
    }
    gaps.add(AreaGap.NO_RENAME_NOREPLACE);
    makeFile("three");
    RawName three = RawName.of("three");
    boolean links =
        works(
                () -> Posix.link(scratch, three, scratch, RawName.of("linked")),
                Errno.EPERM,
                Errno.EOPNOTSUPP,
                Errno.ENOSYS)
            && refused(() -> Posix.link(scratch, three, scratch, two), "two");
    if (!links) {
      gaps.add(AreaGap.NO_EXCLUSIVE_NAME);
    }
  }

  private void tryFilledDirectory() throws PosixException {
    makeFilledDirectory("block");
    makeFile("taken");
    makeFilledDirectory("tree");
    RawName block = RawName.of("block");
    boolean keeps =
        refused(() -> Posix.rename(scratch, RawName.of("taken"), scratch, block), "block")
            && refused(() -> Posix.rename(scratch, RawName.of("tree"), scratch, block), "block");
    if (!keeps) {
      gaps.add(AreaGap.RENAME_REPLACES_FILLED_DIRECTORY);
    }
  }

  private void tryReplacedDirectory() throws PosixException {
    RawName old = RawName.of("old");
    RawName young = RawName.of("young");
    Posix.makeDirectory(scratch, old, 0700);
    Posix.makeDirectory(scratch, young, 0700);
    try (Descriptor directory = Posix.openAt(scratch, old, DIRECTORY, 0)) {
      Posix.rename(scratch, young, scratch, old);
      Posix.openAt(directory, RawName.of("child"), NEW_FILE, 0600).close();
      gaps.add(AreaGap.CREATES_IN_REPLACED_DIRECTORY);
    } catch (PosixException failure) {
      // NFS servers answer ESTALE.
      if (failure.errno() != Errno.ENOENT && failure.errno() != Errno.ESTALE) {
        throw failure;
      }
    }
  }

  private void tryNames() throws PosixException {
    byte[] bytes = new byte[AreaPath.LONGEST_SEGMENT];
    Arrays.fill(bytes, (byte) 0xFE);
    RawName name = RawName.of(bytes);
    boolean kept =
        works(
                () -> Posix.openAt(scratch, name, NEW_FILE, 0600).close(),
                Errno.EINVAL,
                Errno.EIO,
                Errno.ENAMETOOLONG,
                Errno.UNKNOWN)
            && isListed(name);
    if (!kept) {
      gaps.add(AreaGap.NAMES_ARE_NOT_BYTES);
    }
  }

  private boolean isListed(RawName wanted) throws PosixException {
    try (DirectoryReader reader = new DirectoryReader(scratch)) {
      for (RawName name = reader.next(); name != null; name = reader.next()) {
        if (name.equals(wanted)) {
          return true;
        }
      }
      return false;
    }
  }
}
