// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static java.util.stream.Collectors.toList;

import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Journal.Ending;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Place;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ends of one incarnation's files: state, locks and claim of a file go in one transaction, with
 * those of all files that come to their end meanwhile. A statement for each table, and for each way
 * to end.
 */
final class Ends {
  /** Who fences this node waits no longer than one transaction takes. */
  private static final int MOST = 100;

  private final Fence fence;
  private final GroupCommit<End, Boolean> commits =
      new GroupCommit<>(MOST, GroupCommit.OVERDUE, this::write);

  Ends(Fence fence) {
    this.fence = fence;
  }

  /**
   * A file that ends.
   *
   * @param locks all that it may hold
   * @param keepSeconds how long its row is kept
   * @param unsummed where its checksum is to be computed; null if nowhere
   */
  record End(
      Claim claim,
      Ending ending,
      Collection<Place> locks,
      int keepSeconds,
      @Nullable Place unsummed) {}

  /** Returns when it has ended; throws if it was not this claim's any more. */
  void commit(End end) {
    boolean _ = commits.commit(end);
  }

  private List<Boolean> write(List<End> ends) {
    List<End> ascending =
        ends.stream().sorted(Comparator.comparingLong(end -> end.claim().fileId())).toList();
    fence.run(tables -> write(tables, ascending));
    return ends.stream().map(_ -> true).toList();
  }

  private void write(Tables tables, List<End> ends) {
    by(ends, Way::of).forEach((way, some) -> finish(tables, way, some));
    tables.later(() -> tables.queue().release(fence.epoch(), ids(ends)));
    releaseLocks(tables, ends);
    for (End end : ends) {
      Claim claim = end.claim();
      tables.tally().leave(claim.kind(), claim.share(), claim.phase(), 1);
    }
    by(ends, End::keepSeconds)
        .forEach((seconds, some) -> tables.later(() -> tables.deadlines().in(seconds, ids(some))));
    for (End end : ends) {
      Place place = end.unsummed();
      if (place != null) {
        long file = end.claim().fileId();
        tables.later(() -> tables.checksums().add(file, place.area(), place.path()));
      }
    }
  }

  /** What one statement can say of several. */
  private record Way(int claim, FileState state, TStatusCode status, @Nullable String explanation) {
    static Way of(End end) {
      Ending ending = end.ending();
      return new Way(end.claim().number(), ending.state(), ending.status(), ending.explanation());
    }
  }

  private static <K> Map<K, List<End>> by(List<End> ends, Function<End, K> key) {
    return ends.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, toList()));
  }

  private void finish(Tables tables, Way way, List<End> ends) {
    Map<Long, Long> sizes = new LinkedHashMap<>();
    for (End end : ends) {
      Long size = end.ending().size();
      if (size != null) {
        sizes.put(end.claim().fileId(), size);
      }
    }
    tables.later(
        () ->
            tables
                .files()
                .finish(
                    ids(ends),
                    fence.epoch(),
                    way.claim(),
                    way.state(),
                    way.status(),
                    way.explanation(),
                    sizes),
        rows -> mustBe(ends, rows));
  }

  private static void mustBe(List<End> ends, int rows) {
    if (rows != ends.size()) {
      // Of several: each is tried by itself, and then this one is whose claim is lost.
      Claim claim = ends.getFirst().claim();
      throw new ClaimLostException(claim.fileId(), claim.number());
    }
  }

  /** All these files end: which of them holds which of these paths does not matter. */
  private static void releaseLocks(Tables tables, List<End> ends) {
    Map<String, List<byte[]>> paths = new TreeMap<>();
    ends.stream()
        .flatMap(end -> end.locks().stream())
        .distinct()
        .forEach(
            place -> paths.computeIfAbsent(place.area(), _ -> new ArrayList<>()).add(place.path()));
    paths.forEach(
        (area, some) -> tables.later(() -> tables.pathLocks().release(area, some, ids(ends))));
  }

  private static Ids ids(List<End> ends) {
    return Ids.of(ends.stream().map(end -> end.claim().fileId()).toList());
  }
}
