// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.FileSystemSpace;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads of a storage area. Links are followed while they stay inside it ({@link
 * ContainmentException} otherwise); the hidden folder is never seen.
 */
public final class AreaReader {
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH);
  private static final Set<OpenFlag> LIST = Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY);

  private final AreaRoot root;
  private final AreaFeatures features;
  private final AccountNames names;

  AreaReader(AreaRoot root, AreaFeatures features, AccountNames names) {
    this.root = root;
    this.features = features;
    this.names = names;
  }

  /** What a path leads to, with its kept checksum; empty if there is nothing. */
  public Optional<FileDetails> stat(AreaPath path) throws IOException {
    try (Descriptor place = root.openForReading(path, PLACE)) {
      return Optional.of(details(Posix.status(place), checksum(place)));
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case ENOENT, ENOTDIR -> Optional.empty();
        default -> throw failure;
      };
    }
  }

  /**
   * What has a public name, as an operation that changes something must see it: a link in the last
   * place is reported as a link; one before it, or a mount point, is refused. Empty if there is
   * nothing.
   */
  public Optional<FileStatus> lookUp(AreaPath path) throws IOException {
    try (Descriptor place = root.openForChange(path, Set.of(OpenFlag.PATH, OpenFlag.NOFOLLOW))) {
      return Optional.of(Posix.status(place));
    } catch (PosixException failure) {
      return switch (failure.errno()) {
        case ENOENT, ENOTDIR -> Optional.empty();
        default -> throw failure;
      };
    }
  }

  /**
   * A page of a directory's entries: in bounded memory, in one order on every backend.
   *
   * @throws PosixException ENOENT or ENOTDIR if the path is not a directory
   */
  public ListPage list(AreaPath path, ListRequest request) throws IOException {
    try (Descriptor directory = root.openForReading(path, LIST)) {
      NameScan scan = scan(directory);
      Optional<Optional<RawName>> start = scan.skip(request.after(), request.skip());
      if (start.isEmpty()) {
        return new ListPage(List.of(), Optional.empty());
      }
      // One more than asked for tells whether there is another page.
      List<RawName> found = scan.after(start.get(), request.limit() + 1);
      boolean more = found.size() > request.limit();
      List<RawName> shown = more ? found.subList(0, request.limit()) : found;
      return new ListPage(
          entries(directory, shown, request.checksums()),
          more ? Optional.of(shown.getLast()) : Optional.empty());
    }
  }

  private NameScan scan(Descriptor directory) throws PosixException {
    boolean isRoot = root.isRoot(Posix.status(directory));
    return new NameScan(
        directory, isRoot ? Optional.of(RawName.of(AreaPath.HIDDEN)) : Optional.empty());
  }

  private List<ListedEntry> entries(Descriptor directory, List<RawName> shown, boolean checksums)
      throws IOException {
    List<ListedEntry> entries = new ArrayList<>(shown.size());
    for (RawName name : shown) {
      Optional<FileStatus> status = Posix.statusIfPresent(directory, name);
      if (status.isPresent()) {
        boolean wanted = checksums && status.get().kind() == FileKind.FILE;
        Optional<String> sum = wanted ? checksum(directory, name) : Optional.empty();
        entries.add(new ListedEntry(name, details(status.get(), sum)));
      }
    }
    return entries;
  }

  private Optional<String> checksum(Descriptor directory, RawName name) throws PosixException {
    try (Descriptor place =
        Posix.openAt(directory, name, Set.of(OpenFlag.PATH, OpenFlag.NOFOLLOW), 0)) {
      return checksum(place);
    } catch (PosixException failure) {
      if (failure.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private Optional<String> checksum(Descriptor place) throws PosixException {
    return features.userAttributes() ? Checksums.stored(place) : Optional.empty();
  }

  private FileDetails details(FileStatus status, Optional<String> checksum) {
    return new FileDetails(
        status,
        ObjectId.of(status),
        names.user(status.owner()),
        names.group(status.group()),
        checksum);
  }

  /**
   * Whether a directory has no entries (the hidden folder not counted).
   *
   * @throws PosixException ENOENT or ENOTDIR if the path is not a directory
   */
  public boolean isEmptyDirectory(AreaPath path) throws IOException {
    try (Descriptor directory = root.openForReading(path, LIST)) {
      return scan(directory).after(Optional.empty(), 1).isEmpty();
    }
  }

  /**
   * Opens a file for reading by Bora's own door.
   *
   * @throws PosixException ENOENT if there is none; EISDIR or EINVAL if it is a directory or
   *     something else than a file
   */
  public FileChannel openFile(AreaPath path) throws IOException {
    try (Descriptor place = root.openForReading(path, PLACE)) {
      // Looked at before it is opened: opening a FIFO would wait for its writer.
      FileKind kind = Posix.status(place).kind();
      switch (kind) {
        case FILE -> {}
        case DIRECTORY -> throw Posix.failure(Errno.EISDIR, "open", path.toString());
        case LINK, OTHER -> throw Posix.failure(Errno.EINVAL, "open", path.toString());
      }
      return FileChannel.open(Path.of(place.selfPath().toString()), StandardOpenOption.READ);
    }
  }

  /** Space of the area's file system. */
  public FileSystemSpace space() throws IOException {
    return Posix.space(root.descriptor());
  }
}
