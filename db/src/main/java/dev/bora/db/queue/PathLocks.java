// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Soon;
import dev.bora.db.SqlErrors;
import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One writer per path. A lock is committed first; then its holder looks for others above and below
 * it; whoever finds one that is settled, or unsettled and of a lower id, gives up; whoever finds an
 * unsettled one of a higher id waits until that one, which must see this lock, has given up or had
 * settled before. So of two that overlap at most one goes on, and one always does.
 */
public final class PathLocks {
  private static final int ENOUGH = 100;

  private static final Comparator<Wish> BY_PATH =
      Comparator.comparing((Wish wish) -> wish.place().area())
          .thenComparing(wish -> wish.place().path(), Arrays::compareUnsigned);

  private final Fence fence;
  private final FencedCommit<Wish, Boolean> takes;
  private final FencedCommit<Wish, Look> looks;

  /** For this incarnation. */
  public PathLocks(Fence fence) {
    this.fence = fence;
    this.takes = new FencedCommit<>(this::taking, BY_PATH, PathLocks::take);
    this.looks = new FencedCommit<>(this::looking, BY_PATH, PathLocks::look);
  }

  /** Who wants what. */
  private record Wish(Claim claim, Place place, PathLock.Kind kind) {}

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
    Wish wish = new Wish(claim, place, kind);
    try {
      return takes.commit(wish);
    } catch (RuntimeException exception) {
      if (SqlErrors.isLockWait(exception)) {
        return fence.call(tables -> isHeld(tables, wish)).get();
      }
      throw exception;
    }
  }

  private <A> A taking(Function<Tables, A> work) {
    return fence.call(work);
  }

  private static Supplier<Boolean> take(Tables tables, Wish wish) {
    Place place = wish.place();
    tables.later(() ->
        tables.pathLocks().take(place.area(), place.path(), wish.claim().fileId(), wish.kind()));
    return isHeld(tables, wish);
  }

  /** An adopter finds the lock that the file's earlier owner took. */
  private static Supplier<Boolean> isHeld(Tables tables, Wish wish) {
    Place place = wish.place();
    Soon<PathLock> holder = tables.soon(() -> tables.pathLocks().at(place.area(), place.path()));
    return () -> holder.get().stream().anyMatch(lock -> lock.fileId() == wish.claim().fileId());
  }

  /** Looks above and, for a tree, below a path whose lock is committed. */
  public Look look(Claim claim, Place place, PathLock.Kind kind) {
    return looks.commit(new Wish(claim, place, kind));
  }

  private <A> A looking(Function<Tables, A> work) {
    return fence.call(work);
  }

  private static Supplier<Look> look(Tables tables, Wish wish) {
    Place place = wish.place();
    long self = wish.claim().fileId();
    List<byte[]> ancestors = ancestors(place.path());
    List<Soon<PathLock>> others = new ArrayList<>();
    if (!ancestors.isEmpty()) {
      others.add(tables.soon(() -> tables.pathLocks().treesAt(place.area(), ancestors, self)));
    }
    if (wish.kind() == PathLock.Kind.TREE) {
      byte[] from = append(place.path(), '/');
      byte[] to = append(place.path(), '/' + 1);
      others.add(tables.soon(() -> tables.pathLocks().below(place.area(), from, to, self, ENOUGH)));
    }
    return () ->
        verdict(wish.claim(), others.stream().flatMap(some -> some.get().stream()).toList());
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
