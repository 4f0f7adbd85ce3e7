// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.table.FileInsert;
import dev.bora.db.table.FileState;
import dev.bora.db.table.GeneratedKey;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Line;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Phase;
import dev.bora.db.table.Place;
import dev.bora.db.table.ReadyRow;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a frontend does with the queue: put a request in, durably, before its token leaves the
 * house.
 */
public final class Submissions {
  /** Asynchronous requests are kept for so long after their end: status calls come for days. */
  public static final int KEEP_SECONDS = 7 * 24 * 60 * 60;

  /** Requests with more files than so have a transaction of their own. */
  private static final int SMALL = 10;

  private static final int MOST = 50;

  private final Database database;
  private final Caps caps;
  private final GroupCommit<NewRequest, Outcome> small =
      new GroupCommit<>(MOST, GroupCommit.OVERDUE, this::write);

  /** Into this database, without limits. */
  public Submissions(Database database) {
    this(database, Caps.NONE);
  }

  /** Into this database, within these limits. */
  public Submissions(Database database, Caps caps) {
    this.database = database;
    this.caps = caps;
  }

  private sealed interface Outcome {}

  private record Admitted(Submitted submitted) implements Outcome {}

  private record Refused(TooManyFilesException reason) implements Outcome {}

  /**
   * A request that is committed.
   *
   * @param fileIds in the order of the request
   */
  public record Submitted(long requestId, List<Long> fileIds) {}

  /**
   * Commits an asynchronous request with all its files; small ones that come together share a
   * transaction.
   *
   * @throws dev.bora.db.DatabaseUnavailableException if it may or may not be there now
   * @throws TooManyFilesException if there are too many files already; nothing of it is there
   */
  public Submitted submit(NewRequest request) {
    if (!request.kind().isQueued()) {
      throw new IllegalArgumentException(request.kind() + " does not wait in the queue");
    }
    Outcome outcome =
        request.fileCount() <= SMALL ? small.commit(request) : write(List.of(request)).getFirst();
    return switch (outcome) {
      case Admitted admitted -> admitted.submitted();
      case Refused refused -> throw refused.reason();
    };
  }

  private List<Outcome> write(List<NewRequest> requests) {
    return database.change(tables -> admit(tables, requests));
  }

  /** Refuses what is too much before anything is inserted, and inserts the others. */
  private List<Outcome> admit(Tables tables, List<NewRequest> requests) {
    Counts counts =
        Counts.read(
            tables,
            caps,
            requests.stream().map(NewRequest::kind).collect(Collectors.toSet()),
            requests.stream()
                .map(request -> request.requester().share())
                .collect(Collectors.toSet()));
    List<Optional<TooManyFilesException>> refusals = new ArrayList<>();
    List<NewRequest> admitted = new ArrayList<>();
    for (NewRequest request : requests) {
      long share = request.requester().share();
      Optional<TooManyFilesException> refusal =
          counts.refusal(request.kind(), share, request.acceptedCount());
      refusals.add(refusal);
      if (refusal.isEmpty()) {
        counts.enter(request.kind(), share, request.acceptedCount());
        admitted.add(request);
      }
    }
    Iterator<Submitted> submitted =
        admitted.isEmpty() ? Collections.emptyIterator() : insert(tables, admitted).iterator();
    return refusals.stream()
        .map(refusal ->
            refusal.<Outcome>map(Refused::new).orElseGet(() -> new Admitted(submitted.next())))
        .toList();
  }

  private static List<Submitted> insert(Tables tables, List<NewRequest> requests) {
    List<Long> requestIds = insertRequests(tables, requests);
    List<FileInsert> rows = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      int number = 0;
      for (NewFile file : requests.get(i).files()) {
        rows.add(row(requestIds.get(i), number++, file, requests.get(i)));
      }
    }
    List<Long> ids = FileInserts.insert(tables, rows);
    List<Submitted> submitted = new ArrayList<>();
    List<ReadyRow> queued = new ArrayList<>();
    SortedMap<Integer, List<Long>> deadlines = new TreeMap<>();
    Iterator<Long> nextId = ids.iterator();
    Iterator<FileInsert> nextRow = rows.iterator();
    for (int i = 0; i < requests.size(); i++) {
      NewRequest request = requests.get(i);
      long share = request.requester().share();
      List<Long> files = new ArrayList<>();
      for (NewFile _ : request.files()) {
        long id = nextId.next();
        FileInsert row = nextRow.next();
        boolean waits = row.state() == FileState.QUEUED;
        files.add(id);
        if (waits && row.area() != null) {
          queued.add(new ReadyRow(Line.ofWork(row.area(), request.kind(), share), id));
        }
        deadlines
            .computeIfAbsent(
                waits ? request.requestSeconds() : KEEP_SECONDS, _ -> new ArrayList<>())
            .add(id);
      }
      submitted.add(new Submitted(requestIds.get(i), files));
      tables.tally().enter(request.kind(), share, Phase.WAITING, request.acceptedCount());
    }
    // Nobody else knows these files yet, so their own rows may come first.
    if (!queued.isEmpty()) {
      tables.later(() -> tables.queue().enqueue(queued.stream().sorted().toList()));
    }
    deadlines.forEach(
        (seconds, some) -> tables.later(() -> tables.deadlines().in(seconds, Ids.of(some))));
    return submitted;
  }

  /** The requests' own rows. */
  static List<Long> insertRequests(Tables tables, List<NewRequest> requests) {
    List<GeneratedKey> keys = GeneratedKey.some(requests.size());
    tables.requests().insert(requests, keys);
    return keys.stream().map(GeneratedKey::getId).toList();
  }

  private static FileInsert row(long requestId, int number, NewFile file, NewRequest request) {
    NewFile.Refusal refusal = file.refusal();
    Place place = file.place();
    return new FileInsert(
        requestId,
        number,
        request.kind(),
        request.requester().share(),
        file.surl(),
        place == null ? null : place.area(),
        place == null ? null : place.path(),
        file.toPath(),
        refusal == null ? FileState.QUEUED : FileState.FAILED,
        null,
        refusal == null ? TStatusCode.SRM_REQUEST_QUEUED : refusal.status(),
        refusal == null ? null : refusal.explanation(),
        null,
        null,
        null,
        0,
        file.expectedSize());
  }
}
