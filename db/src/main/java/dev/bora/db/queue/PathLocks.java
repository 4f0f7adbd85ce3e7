// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.SqlErrors;
import dev.bora.db.node.Fence;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One writer per path. A lock is committed first; then its holder looks for others above and below
 * it; whoever finds one that is settled, or unsettled and of a lower id, gives up; whoever finds an
 * unsettled one of a higher id waits until that one, which must see this lock, has given up or had
 * settled before. So of two that overlap at most one goes on, and one always does.
 */
public final class PathLocks {
  private static final int ENOUGH = 100;

  private final Fence fence;

  /** For this incarnation. */
  public PathLocks(Fence fence) {
    this.fence = fence;
  }

  /** What a look around found. */
  public enum Look {
    /** Nobody: go on. */
    FREE,
    /** Somebody who was first: give up. */
    BUSY,
    /** Somebody who will give up: look again. */
    AGAIN
  }

  /** Takes the lock on one path; false if somebody else has it. */
  public boolean take(Claim claim, Place place, PathLock.Kind kind) {
    try {
      fence.run(
          tables -> tables.pathLocks().take(place.area(), place.path(), claim.fileId(), kind));
      return true;
    } catch (RuntimeException exception) {
      if (SqlErrors.isDuplicateKey(exception) || SqlErrors.isLockWait(exception)) {
        return isHeldBy(claim, place);
      }
      throw exception;
    }
  }

  /** An adopter finds the lock that the file's earlier owner took. */
  private boolean isHeldBy(Claim claim, Place place) {
    return fence.call(tables -> {
      PathLock holder = tables.pathLocks().holder(place.area(), place.path());
      return holder != null && holder.fileId() == claim.fileId();
    });
  }

  /** Looks above and, for a tree, below a path whose lock is committed. */
  public Look look(Claim claim, Place place, PathLock.Kind kind) {
    return fence.call(tables -> {
      List<PathLock> others = new ArrayList<>();
      List<byte[]> ancestors = ancestors(place.path());
      if (!ancestors.isEmpty()) {
        others.addAll(tables.pathLocks().treesAt(place.area(), ancestors, claim.fileId()));
      }
      if (kind == PathLock.Kind.TREE) {
        others.addAll(
            tables
                .pathLocks()
                .below(
                    place.area(),
                    append(place.path(), '/'),
                    append(place.path(), '/' + 1),
                    claim.fileId(),
                    ENOUGH));
      }
      return verdict(claim, others);
    });
  }

  private static Look verdict(Claim claim, List<PathLock> others) {
    if (others.isEmpty()) {
      return Look.FREE;
    }
    boolean first =
        others.stream().allMatch(other -> !other.settled() && other.fileId() > claim.fileId());
    return first ? Look.AGAIN : Look.BUSY;
  }

  /**
   * The directories above a path, without the root of the area, which nothing ever locks as a tree.
   */
  static List<byte[]> ancestors(byte[] path) {
    List<byte[]> ancestors = new ArrayList<>();
    for (int i = 0; i < path.length; i++) {
      if (path[i] == '/') {
        ancestors.add(Arrays.copyOf(path, i));
      }
    }
    return ancestors;
  }

  private static byte[] append(byte[] path, int last) {
    byte[] longer = Arrays.copyOf(path, path.length + 1);
    longer[path.length] = (byte) last;
    return longer;
  }
}
