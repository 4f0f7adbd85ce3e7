// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.AccessControlList;
import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.util.Set;

/**
 * The hidden folder of an area, made if missing, and its folders, opened once: hidden entries are
 * reached only through these descriptors.
 *
 * <p>A GridFTP or other door working as the mapped user reaches an upload by its path in "new",
 * whose folders let everybody through (x) and nobody look (no r). The name can be guessed; that is
 * no protection and need not be: who may open the upload is ruled by its owner and access control
 * list.
 */
final class HiddenFolders implements AutoCloseable {
  private static final RawName HIDDEN = RawName.of(AreaPath.HIDDEN);
  private static final int HIDDEN_PERMISSIONS = 0711;
  private static final int OTHERS_MAY_WRITE = 0022;

  private final Descriptor hidden;
  private final Descriptor newFolder;
  private final Descriptor takenFolder;

  private HiddenFolders(Descriptor hidden, Descriptor newFolder, Descriptor takenFolder) {
    this.hidden = hidden;
    this.newFolder = newFolder;
    this.takenFolder = takenFolder;
  }

  static HiddenFolders open(AreaRoot root) throws IOException {
    Descriptor hidden = openFolder(root.descriptor(), HIDDEN, HIDDEN_PERMISSIONS);
    try {
      FileStatus status = Posix.status(hidden);
      if (status.device() != Posix.status(root.descriptor()).device()) {
        throw new AreaRefusedException(
            AreaPath.HIDDEN + " lies on another file system than the root of its storage area");
      }
      Descriptor newFolder = openFolder(hidden, HiddenFolder.NEW);
      try {
        return new HiddenFolders(hidden, newFolder, openFolder(hidden, HiddenFolder.TAKEN));
      } catch (IOException failure) {
        newFolder.close();
        throw failure;
      }
    } catch (IOException failure) {
      hidden.close();
      throw failure;
    }
  }

  private static Descriptor openFolder(Descriptor hidden, HiddenFolder folder) throws IOException {
    return openFolder(hidden, RawName.of(folder.folderName()), folder.permissions());
  }

  private static Descriptor openFolder(Descriptor parent, RawName name, int permissions)
      throws IOException {
    boolean made = makeDirectory(parent, name);
    Descriptor folder =
        Posix.openAt(
            parent, name, Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NOFOLLOW), 0);
    try {
      FileStatus status = Posix.status(folder);
      if (status.owner() != Posix.effectiveUser()) {
        throw new AreaRefusedException(
            "folder "
                + name
                + " of the storage area belongs to uid "
                + Integer.toUnsignedString(status.owner())
                + ", not to the uid that Bora runs as");
      }
      if (made || status.permissions() != permissions) {
        setPermissions(folder, permissions);
      }
      if ((Posix.status(folder).permissions() & OTHERS_MAY_WRITE) != 0) {
        throw new AreaRefusedException(
            "folder " + name + " of the storage area can be written by others");
      }
      return folder;
    } catch (IOException failure) {
      folder.close();
      throw failure;
    }
  }

  // Two nodes may start at the same time: that it exists is as good as having made it.
  private static boolean makeDirectory(Descriptor parent, RawName name) throws PosixException {
    try {
      Posix.makeDirectory(parent, name, 0700);
      return true;
    } catch (PosixException failure) {
      if (failure.errno() == Errno.EEXIST) {
        return false;
      }
      throw failure;
    }
  }

  // The root's default ACL must rule neither these folders nor what is made in them.
  private static void setPermissions(Descriptor folder, int permissions) throws PosixException {
    try {
      AccessControlList.removeDefault(folder);
      AccessControlList.removeAccess(folder);
    } catch (PosixException failure) {
      if (failure.errno() != Errno.EOPNOTSUPP) {
        throw failure;
      }
    }
    Posix.changeMode(folder, permissions);
  }

  Descriptor folder(HiddenFolder folder) {
    return switch (folder) {
      case NEW -> newFolder;
      case TAKEN -> takenFolder;
    };
  }

  /** The hidden folder itself. */
  Descriptor hidden() {
    return hidden;
  }

  @Override
  public void close() throws PosixException {
    try (hidden;
        newFolder) {
      takenFolder.close();
    }
  }
}
