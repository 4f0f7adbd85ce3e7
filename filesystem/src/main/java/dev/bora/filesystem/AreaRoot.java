// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.ContainmentException.Reason;
import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import dev.bora.filesystem.posix.ResolveFlag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * An area's root, opened once, and the only two ways from it to an object: for reading, with links
 * followed while they stay inside; for changing, with no link and no mount point on the way.
 *
 * <p>Every use of a public path goes through openat2(2) with RESOLVE_BENEATH, so the kernel holds
 * the containment while others rename and link. (A directory that a local user moves out of the
 * area after it was opened is still that directory.)
 */
final class AreaRoot implements AutoCloseable {
  private static final Set<ResolveFlag> WITHOUT_LINKS =
      Set.of(ResolveFlag.BENEATH, ResolveFlag.NO_MAGIC_LINKS, ResolveFlag.NO_SYMBOLIC_LINKS);
  private static final Set<ResolveFlag> FOR_READING =
      Set.of(ResolveFlag.BENEATH, ResolveFlag.NO_MAGIC_LINKS);
  private static final Set<ResolveFlag> FOR_CHANGE =
      Set.of(
          ResolveFlag.BENEATH,
          ResolveFlag.NO_MAGIC_LINKS,
          ResolveFlag.NO_SYMBOLIC_LINKS,
          ResolveFlag.NO_MOUNT_CROSSING);
  private static final RawName HIDDEN = RawName.of(AreaPath.HIDDEN);

  private final Descriptor root;
  private final FileStatus status;

  private AreaRoot(Descriptor root, FileStatus status) {
    this.root = root;
    this.status = status;
  }

  static AreaRoot open(Path path) throws IOException {
    Descriptor root =
        Posix.open(RawName.of(path.toString()), Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY));
    try {
      return new AreaRoot(root, Posix.status(root));
    } catch (PosixException failure) {
      root.close();
      throw failure;
    }
  }

  Descriptor descriptor() {
    return root;
  }

  /**
   * Whether a directory, however it was reached, is the root itself, whose hidden folder is not to
   * be seen.
   */
  boolean isRoot(FileStatus directory) {
    return directory.inode() == status.inode() && directory.device() == status.device();
  }

  /** Opens an object for reading: links are followed inside the area. */
  Descriptor openForReading(AreaPath path, Set<OpenFlag> flags) throws IOException {
    try {
      return Posix.openBelow(root, path.relative(), flags, WITHOUT_LINKS);
    } catch (PosixException failure) {
      if (failure.errno() != Errno.ELOOP) {
        throw failure;
      }
    }
    return openThroughLinks(path, flags);
  }

  private Descriptor openThroughLinks(AreaPath path, Set<OpenFlag> flags) throws IOException {
    Descriptor found;
    try {
      found = Posix.openBelow(root, path.relative(), flags, FOR_READING);
    } catch (PosixException failure) {
      throw switch (failure.errno()) {
        case ELOOP -> new ContainmentException(Reason.SYMBOLIC_LINK, path);
        case EXDEV -> new ContainmentException(Reason.LEADS_OUTSIDE, path);
        default -> failure;
      };
    }
    try {
      refuseHidden(found, path);
      return found;
    } catch (IOException refused) {
      found.close();
      throw refused;
    }
  }

  // No public path names the hidden folder, but a link can lead there.
  private void refuseHidden(Descriptor found, AreaPath path) throws IOException {
    RawName place = Posix.pathOf(found);
    RawName hidden = RawName.of(join(Posix.pathOf(root), HIDDEN));
    boolean inside = place.startsWith(RawName.of(join(hidden, RawName.of(""))));
    if (inside || place.equals(hidden)) {
      throw new ContainmentException(Reason.HIDDEN_FOLDER, path);
    }
  }

  private static byte[] join(RawName directory, RawName name) {
    byte[] front = directory.bytes();
    byte[] back = name.bytes();
    boolean slash = front[front.length - 1] != '/';
    byte[] joined = new byte[front.length + (slash ? 1 : 0) + back.length];
    System.arraycopy(front, 0, joined, 0, front.length);
    joined[front.length] = '/';
    System.arraycopy(back, 0, joined, joined.length - back.length, back.length);
    return joined;
  }

  /** Opens a directory in which a name is to change, as a place only. */
  Descriptor openPlaceForChange(AreaPath directory) throws IOException {
    return openForChange(directory, Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY));
  }

  /** Opens a directory in which a name is to change, so that it can be synced. */
  Descriptor openDirectoryForChange(AreaPath directory) throws IOException {
    return openForChange(directory, Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY));
  }

  /** Opens an object for a change; neither links nor mount points lie on the way. */
  Descriptor openForChange(AreaPath path, Set<OpenFlag> flags) throws IOException {
    try {
      return Posix.openBelow(root, path.relative(), flags, FOR_CHANGE);
    } catch (PosixException failure) {
      throw switch (failure.errno()) {
        case ELOOP -> new ContainmentException(Reason.SYMBOLIC_LINK, path);
        case EXDEV -> new ContainmentException(Reason.OTHER_FILE_SYSTEM, path);
        // With O_DIRECTORY a link in the last place is "not a directory" to the kernel.
        case ENOTDIR -> notDirectory(path, failure);
        default -> failure;
      };
    }
  }

  private IOException notDirectory(AreaPath path, PosixException failure) {
    try (Descriptor _ =
        Posix.openBelow(root, path.relative(), Set.of(OpenFlag.PATH), WITHOUT_LINKS)) {
      return failure;
    } catch (PosixException other) {
      return other.errno() == Errno.ELOOP
          ? new ContainmentException(Reason.SYMBOLIC_LINK, path)
          : failure;
    }
  }

  @Override
  public void close() throws PosixException {
    root.close();
  }
}
