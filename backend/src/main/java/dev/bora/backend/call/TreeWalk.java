// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.backend.work.OpenArea;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.ContainmentException;
import dev.bora.filesystem.FileDetails;
import dev.bora.filesystem.ListPage;
import dev.bora.filesystem.ListRequest;
import dev.bora.filesystem.ListedEntry;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is below a directory, depth first, names in the order of their bytes, in bounded memory. It
 * can be gone on with from the path of the entry that was shown last, on any backend.
 */
final class TreeWalk {
  private static final int PAGE = 500;

  private final OpenArea area;
  private final AreaPath top;
  private final int levels;
  private final boolean checksums;
  private final Deque<Frame> frames = new ArrayDeque<>();

  /** An entry: its path, how deep below the top, and what it is. */
  record Found(AreaPath path, int depth, FileDetails details) {}

  private static final class Frame {
    private final AreaPath directory;
    private final int depth;
    private Optional<RawName> after;
    private long skip;
    private Iterator<ListedEntry> buffered = Collections.emptyIterator();
    private boolean last;

    Frame(AreaPath directory, int depth, Optional<RawName> after) {
      this.directory = directory;
      this.depth = depth;
      this.after = after;
    }
  }

  /**
   * A walk.
   *
   * @param levels how deep; -1 for all
   * @param last the entry shown last; null from the first
   */
  TreeWalk(OpenArea area, AreaPath top, int levels, boolean checksums, @Nullable AreaPath last) {
    this.area = area;
    this.top = top;
    this.levels = levels;
    this.checksums = checksums;
    if (levels == 0) {
      return;
    }
    frames.push(new Frame(top, 1, Optional.empty()));
    if (last != null) {
      goBackTo(last);
    }
  }

  /**
   * A walk over the names of one directory that passes over the first of them without a look at
   * what they are.
   *
   * @param skip how many
   */
  static TreeWalk flat(OpenArea area, AreaPath top, boolean checksums, long skip) {
    TreeWalk walk = new TreeWalk(area, top, 1, checksums, null);
    walk.frames.element().skip = skip;
    return walk;
  }

  private void goBackTo(AreaPath last) {
    List<AreaPath> way = new ArrayList<>();
    for (AreaPath path = last; !path.equals(top); path = path.parent()) {
      way.addFirst(path);
    }
    frames.clear();
    for (AreaPath path : way) {
      int depth = frames.size() + 1;
      frames.push(new Frame(path.parent(), depth, Optional.of(path.name())));
    }
    // It may be a directory, whose entries come next; if it is not, its frame ends at once.
    descend(last, frames.size());
  }

  private void descend(AreaPath directory, int depth) {
    if (levels < 0 || depth < levels) {
      frames.push(new Frame(directory, depth + 1, Optional.empty()));
    }
  }

  /** The next entry; empty at the end. */
  Optional<Found> next() throws IOException {
    while (!frames.isEmpty()) {
      Frame frame = frames.element();
      if (frame.buffered.hasNext()) {
        ListedEntry entry = frame.buffered.next();
        AreaPath path = frame.directory.child(entry.name());
        if (entry.details().status().kind() == FileKind.DIRECTORY) {
          descend(path, frame.depth);
        }
        return Optional.of(new Found(path, frame.depth, entry.details()));
      }
      if (frame.last) {
        frames.pop();
      } else {
        fill(frame);
      }
    }
    return Optional.empty();
  }

  private void fill(Frame frame) throws IOException {
    try {
      ListPage page =
          area.onDisk(() ->
              area.disk()
                  .reader()
                  .list(
                      frame.directory, new ListRequest(frame.after, frame.skip, PAGE, checksums)));
      frame.skip = 0;
      frame.buffered = page.entries().iterator();
      frame.after = page.next();
      frame.last = page.next().isEmpty();
    } catch (PosixException vanished) {
      if (vanished.errno() != Errno.ENOENT && vanished.errno() != Errno.ENOTDIR) {
        throw vanished;
      }
      frame.last = true;
    } catch (ContainmentException elsewhere) {
      // A mount point below the area is not the area's.
      frame.last = true;
    }
  }
}
