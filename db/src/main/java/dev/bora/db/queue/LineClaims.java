// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Soon;
import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Line;
import dev.bora.db.table.Pause;
import dev.bora.db.table.Phase;
import dev.bora.db.table.RequestRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Claims from the lines of the queue: what waits there, within limits and pauses. */
final class LineClaims {
  /** Of several calls, in one transaction: who fences this node waits for it. */
  private static final int MOST_NAMED = 50;

  private final Fence fence;
  private final Caps caps;
  private final Consumer<List<RequestRow>> requests;
  private final GroupCommit<Named, List<FileRow>> named =
      new GroupCommit<>(MOST_NAMED, GroupCommit.OVERDUE, this::takeNamed);

  LineClaims(Fence fence, Caps caps, Consumer<List<RequestRow>> requests) {
    this.fence = fence;
    this.caps = caps;
    this.requests = requests;
  }

  /** See {@link Claims#lines}. */
  List<Line> lines(String area) {
    return fence.look(tables -> {
      Soon<Pause> pauses = tables.soon(() -> tables.pauses().all());
      List<Line> waiting =
          Lines.waiting(tables, area).stream()
              .filter(line -> !isPaused(pauses.get(), line))
              .toList();
      Counts counts = Counts.ofLines(tables, caps, waiting);
      return waiting.stream().filter(line -> counts.headroom(line).files() > 0).toList();
    });
  }

  private static boolean isPaused(List<Pause> pauses, Line line) {
    return pauses.stream().anyMatch(pause -> pause.isAbout(line.area(), line.share()));
  }

  /** See {@link Claims#claimOldest}. */
  List<FileRow> claimOldest(Line line, long mark, int most) {
    return told(
        fence.call(tables -> {
          Soon<Pause> pauses = tables.soon(() -> tables.pauses().all());
          Counts counts = Counts.ofLines(tables, caps, List.of(line));
          int free = (int) Math.min(most, counts.headroom(line).files());
          return free == 0 || isPaused(pauses.get(), line)
              ? List.of()
              : takeWithin(tables, counts, line, tables.queue().lockOldest(line, mark, free))
                  .map(List::of)
                  .orElse(List.of());
        }));
  }

  /** What was claimed of one line, and its requests. */
  private record Taken(Soon<FileRow> files, Soon<RequestRow> requests) {}

  private List<FileRow> told(List<Taken> taken) {
    taken.forEach(some -> requests.accept(some.requests().get()));
    return taken.stream().flatMap(some -> some.files().get().stream()).toList();
  }

  /** Files of one line that a frontend has named. */
  record Named(Line line, List<Long> fileIds) {
    boolean names(FileRow row) {
      return fileIds.contains(row.id());
    }
  }

  /** See {@link Claims#claimNamed}. */
  List<FileRow> claimNamed(Line line, List<Long> fileIds) {
    return named.commit(new Named(line, fileIds));
  }

  List<List<FileRow>> takeNamed(List<Named> calls) {
    // As all who lock these rows: in the order of the lines.
    SortedMap<Line, List<Long>> wanted = new TreeMap<>();
    calls.forEach(
        call -> wanted.computeIfAbsent(call.line(), _ -> new ArrayList<>()).addAll(call.fileIds()));
    List<FileRow> taken =
        told(
            fence.call(tables -> {
              Soon<Pause> pauses = tables.soon(() -> tables.pauses().all());
              Counts counts = Counts.ofLines(tables, caps, wanted.keySet());
              SortedMap<Line, Soon<Long>> locked = new TreeMap<>();
              wanted.forEach((line, fileIds) -> {
                Ids ids = Ids.of(fileIds);
                locked.put(line, tables.soon(() -> tables.queue().lockNamed(line, ids)));
              });
              locked.keySet().removeIf(line -> isPaused(pauses.get(), line));
              return locked.entrySet().stream()
                  .map(entry -> takeWithin(tables, counts, entry.getKey(), entry.getValue().get()))
                  .flatMap(Optional::stream)
                  .toList();
            }));
    // A call that was sent again may be among them twice: a row is run once.
    List<FileRow> left = new ArrayList<>(taken);
    List<List<FileRow>> answers = new ArrayList<>();
    for (Named call : calls) {
      List<FileRow> its = left.stream().filter(call::names).toList();
      left.removeAll(its);
      answers.add(its);
    }
    return answers;
  }

  private Optional<Taken> takeWithin(Tables tables, Counts counts, Line line, List<Long> fileIds) {
    List<Long> free = fileIds.stream().limit(counts.headroom(line).files()).toList();
    return free.isEmpty() ? Optional.empty() : Optional.of(take(tables, counts, line, free));
  }

  /** One order everywhere: ready, claimed, files; ids ascending. */
  private Taken take(Tables tables, Counts counts, Line line, List<Long> fileIds) {
    int files = fileIds.size();
    int turls = (int) Math.min(files, counts.headroom(line).turls());
    Ids ids = Ids.of(fileIds);
    tables.later(() -> tables.queue().dequeue(line, ids));
    tables.later(() -> tables.queue().hold(fence.epoch(), ids));
    claim(tables, Goal.PREPARE, fileIds.subList(0, turls));
    claim(tables, Goal.STAGE, fileIds.subList(turls, files));
    counts.claim(line, files);
    tables.tally().move(line.kind(), line.share(), line.wants().phase(), Phase.RUNNING, files);
    return new Taken(
        tables.soon(() -> tables.files().byIds(ids), rows -> mustBeOf(fence, rows)),
        tables.soon(() -> tables.requests().ofFiles(ids)));
  }

  private void claim(Tables tables, Goal goal, List<Long> fileIds) {
    if (!fileIds.isEmpty()) {
      Ids ids = Ids.of(fileIds);
      tables.later(() -> tables.files().claimQueued(ids, goal, fence.epoch(), fence.node()));
    }
  }

  static void mustBeOf(Fence fence, List<FileRow> rows) {
    for (FileRow row : rows) {
      Long owner = row.owner();
      if (owner == null || owner != fence.epoch()) {
        throw new IllegalStateException(
            "indicates a bug: file " + row.id() + " was claimed, and is owned by " + owner);
      }
    }
  }
}
