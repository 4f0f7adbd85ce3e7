// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Journal.Ending;
import dev.bora.db.table.FileEnd;
import dev.bora.db.table.FileState;
import dev.bora.db.table.PathLockMapper.Held;
import dev.bora.db.table.Place;
import dev.bora.srm.types.TStatusCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ends of one incarnation's files: state, locks and claim of a file go in one transaction, with
 * those of all files that come to their end meanwhile. A statement for each table, and for each way
 * to end.
 */
final class Ends {
  /** A beat waits no longer than one transaction takes. */
  private static final int MOST = 100;

  private final Fence fence;
  private final GroupCommit<End, Boolean> commits = new GroupCommit<>(MOST, this::write);

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
    by(ends, end -> new Way(end.ending())).forEach(some -> finish(tables, some));
    tables.queue().release(fence.epoch(), ids(ends));
    List<Held> locks =
        ends.stream()
            .flatMap(
                end -> end.locks().stream().map(place -> new Held(place, end.claim().fileId())))
            .toList();
    if (!locks.isEmpty()) {
      tables.pathLocks().release(locks);
    }
    by(ends, End::keepSeconds)
        .forEach(some -> tables.deadlines().in(some.getFirst().keepSeconds(), ids(some)));
    for (End end : ends) {
      Place place = end.unsummed();
      if (place != null) {
        tables.checksums().add(end.claim().fileId(), place.area(), place.path());
      }
    }
  }

  /** What one statement can say of several. */
  private record Way(FileState state, TStatusCode status, @Nullable String explanation) {
    Way(Ending ending) {
      this(ending.state(), ending.status(), ending.explanation());
    }
  }

  private static <K> Collection<List<End>> by(List<End> ends, Function<End, K> key) {
    return ends.stream().collect(Collectors.groupingBy(key)).values();
  }

  private void finish(Tables tables, List<End> ends) {
    Ending way = ends.getFirst().ending();
    List<FileEnd> files =
        ends.stream()
            .map(
                end -> new FileEnd(end.claim().fileId(), end.claim().number(), end.ending().size()))
            .toList();
    boolean sized = files.stream().anyMatch(file -> file.size() != null);
    int rows =
        tables
            .files()
            .finish(fence.epoch(), files, way.state(), way.status(), way.explanation(), sized);
    if (rows != ends.size()) {
      // Of several: each is tried by itself, and then this one is whose claim is lost.
      Claim claim = ends.getFirst().claim();
      throw new ClaimLostException(claim.fileId(), claim.number());
    }
  }

  private static List<Long> ids(List<End> ends) {
    return ends.stream().map(end -> end.claim().fileId()).toList();
  }
}
