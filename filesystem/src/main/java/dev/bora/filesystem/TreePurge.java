// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.DirectoryReader;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import dev.bora.filesystem.posix.ResolveFlag;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Removal of one hidden tree. Directories deeper than {@value #DEEPEST} are first moved up to the
 * tree's top, so that neither descriptors nor stack grow with the depth.
 */
final class TreePurge {
  private static final int DEEPEST = 24;
  private static final String HOISTED = ".bora-purge-";
  private static final Set<OpenFlag> DIRECTORY =
      Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NOFOLLOW);
  private static final Set<ResolveFlag> NO_WAY_OUT =
      Set.of(
          ResolveFlag.BENEATH,
          ResolveFlag.NO_MAGIC_LINKS,
          ResolveFlag.NO_SYMBOLIC_LINKS,
          ResolveFlag.NO_MOUNT_CROSSING);

  private final Descriptor folder;
  private final RawName name;
  private final BooleanSupplier mayContinue;
  private long removed;
  private long hoisted;
  private boolean stopped;
  private @Nullable PosixException failure;

  TreePurge(Descriptor folder, RawName name, BooleanSupplier mayContinue) {
    this.folder = folder;
    this.name = name;
    this.mayContinue = mayContinue;
  }

  PurgeOutcome run() throws PosixException {
    if (mayStart() && !unlinked(folder, name)) {
      purgeTop();
    }
    if (stopped) {
      return new PurgeOutcome.Stopped(removed);
    }
    return failure == null
        ? new PurgeOutcome.Purged(removed)
        : new PurgeOutcome.Incomplete(removed, failure);
  }

  private void purgeTop() throws PosixException {
    try (Descriptor top = Posix.openBelow(folder, name, DIRECTORY, NO_WAY_OUT)) {
      empty(top, top, 0);
    } catch (PosixException problem) {
      remember(problem);
      return;
    }
    removeDirectory(folder, name);
  }

  /** Passes over a directory until one finds nothing, or removes nothing. */
  private void empty(Descriptor top, Descriptor directory, int depth) throws PosixException {
    boolean progress = true;
    while (progress && !stopped) {
      progress = false;
      // Removing names while they are read may hide others from this pass: hence another.
      try (DirectoryReader reader = new DirectoryReader(directory)) {
        for (RawName entry = reader.next(); entry != null && mayStart(); entry = reader.next()) {
          progress |= remove(top, directory, entry, depth);
        }
      }
    }
  }

  private boolean remove(Descriptor top, Descriptor directory, RawName entry, int depth) {
    long before = removed + hoisted;
    try {
      if (!unlinked(directory, entry)) {
        removeTree(top, directory, entry, depth);
      }
    } catch (PosixException problem) {
      remember(problem);
    }
    return removed + hoisted > before;
  }

  private void removeTree(Descriptor top, Descriptor directory, RawName entry, int depth)
      throws PosixException {
    if (depth >= DEEPEST) {
      hoist(top, directory, entry);
      return;
    }
    try (Descriptor below = Posix.openBelow(directory, entry, DIRECTORY, NO_WAY_OUT)) {
      empty(top, below, depth + 1);
    }
    removeDirectory(directory, entry);
  }

  private void hoist(Descriptor top, Descriptor directory, RawName entry) throws PosixException {
    RawName free = RawName.of(HOISTED + ++hoisted);
    while (Posix.statusIfPresent(top, free).isPresent()) {
      free = RawName.of(HOISTED + ++hoisted);
    }
    Posix.rename(directory, entry, top, free);
  }

  private void removeDirectory(Descriptor directory, RawName entry) throws PosixException {
    if (!mayStart()) {
      return;
    }
    try {
      Posix.removeDirectory(directory, entry);
      removed++;
    } catch (PosixException problem) {
      // If entries stayed, what kept them is known already.
      if (problem.errno() != Errno.ENOENT && failure == null) {
        failure = problem;
      }
    }
  }

  /** Whether the entry is gone; false for a directory. */
  private boolean unlinked(Descriptor directory, RawName entry) throws PosixException {
    try {
      Posix.unlink(directory, entry);
      removed++;
      return true;
    } catch (PosixException problem) {
      return switch (problem.errno()) {
        case ENOENT -> true;
        case EISDIR -> false;
        // POSIX's answer for a directory, and Linux's for a file that may not be removed.
        case EPERM -> notDirectory(directory, entry, problem);
        default -> throw problem;
      };
    }
  }

  private static boolean notDirectory(Descriptor directory, RawName entry, PosixException problem)
      throws PosixException {
    if (Posix.status(directory, entry).kind() == FileKind.DIRECTORY) {
      return false;
    }
    throw problem;
  }

  private boolean mayStart() {
    stopped |= !mayContinue.getAsBoolean();
    return !stopped;
  }

  private void remember(PosixException problem) {
    if (failure == null) {
      failure = problem;
    }
  }
}
