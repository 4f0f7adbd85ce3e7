// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.DirectoryReader;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Goes through the hidden folders, so that a job can compare them with the rows, by operation id,
 * never by SURL.
 */
public final class HiddenSweep {
  /** Receives what the sweep finds, in no particular order. */
  public interface Visitor {
    /** An entry of an operation; it may be removed while the sweep goes on. */
    void entry(HiddenEntry entry) throws IOException;

    /** Something that Bora did not put there: for the operator's eyes. */
    void unknown(HiddenFolder folder, RawName name) throws IOException;
  }

  private final HiddenFolders folders;

  HiddenSweep(HiddenFolders folders) {
    this.folders = folders;
  }

  /**
   * Visits every hidden entry, streamed.
   *
   * @param mayContinue asked before each entry
   */
  public void run(Visitor visitor, BooleanSupplier mayContinue) throws IOException {
    for (HiddenFolder folder : HiddenFolder.values()) {
      // A descriptor of its own: two sweeps would move each other's position.
      try (Descriptor directory =
              Posix.openAt(
                  folders.folder(folder),
                  RawName.of("."),
                  Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY),
                  0);
          DirectoryReader reader = new DirectoryReader(directory)) {
        for (RawName name = reader.next();
            name != null && mayContinue.getAsBoolean();
            name = reader.next()) {
          visit(visitor, folder, directory, name);
        }
      }
    }
  }

  private static void visit(
      Visitor visitor, HiddenFolder folder, Descriptor directory, RawName name) throws IOException {
    Optional<HiddenName> known = HiddenName.parse(name);
    if (known.isEmpty()) {
      visitor.unknown(folder, name);
      return;
    }
    Optional<FileStatus> status = Posix.statusIfPresent(directory, name);
    if (status.isPresent()) {
      FileStatus found = status.get();
      visitor.entry(
          new HiddenEntry(
              folder,
              known.get(),
              kind(folder, directory, name, found),
              ObjectId.of(found),
              found.size(),
              found.changed()));
    }
  }

  private static HiddenEntry.Kind kind(
      HiddenFolder folder, Descriptor directory, RawName name, FileStatus status)
      throws PosixException {
    return switch (status.kind()) {
      case FILE -> HiddenEntry.Kind.FILE;
      case DIRECTORY ->
          folder == HiddenFolder.TAKEN && TakeBlock.isBlock(directory, name, status)
              ? HiddenEntry.Kind.BLOCK
              : HiddenEntry.Kind.DIRECTORY;
      case LINK, OTHER -> HiddenEntry.Kind.OTHER;
    };
  }
}
