// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.Tables;
import dev.bora.db.queue.FileInserts.Inserted;
import dev.bora.db.table.FileInsert;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Line;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewReady;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Phase;
import dev.bora.db.table.Place;
import dev.bora.srm.types.TStatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
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

  /** A large request waits no longer for its turn; those of many thousand files take seconds. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private final Database database;
  private final Caps caps;
  private final GroupCommit<NewRequest, Outcome> small =
      new GroupCommit<>(MOST, GroupCommit.OVERDUE, this::write, Submissions::isOnesOwn);

  /** One large request at a time: each is to see in the tally what that before it has entered. */
  private final Semaphore turn = new Semaphore(1, true);

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
   * transaction, large ones have one each, in turn.
   *
   * @throws DatabaseUnavailableException if it may or may not be there now
   * @throws TooManyFilesException if there are too many files already; nothing of it is there
   */
  public Submitted submit(NewRequest request) {
    if (!request.kind().isQueued()) {
      throw new IllegalArgumentException(request.kind() + " does not wait in the queue");
    }
    Outcome outcome = request.fileCount() <= SMALL ? small.commit(request) : inTurn(request);
    return switch (outcome) {
      case Admitted admitted -> admitted.submitted();
      case Refused refused -> throw refused.reason();
    };
  }

  private Outcome inTurn(NewRequest request) {
    boolean its = Uninterruptibles.tryAcquireUninterruptibly(turn, TURN);
    try {
      return write(List.of(request)).getFirst();
    } finally {
      if (its) {
        turn.release();
      }
    }
  }

  /**
   * They only insert, so what one waits for others wait for, too: a second attempt by each would
   * double the time until its client is told.
   */
  private static boolean isOnesOwn(RuntimeException failure) {
    return !(failure instanceof DatabaseUnavailableException);
  }

  private List<Outcome> write(List<NewRequest> requests) {
    return database.change(tables -> admit(tables, requests)).outcomes();
  }

  /**
   * What becomes of requests.
   *
   * @param refusals the reason to refuse each, or none
   * @param inserted those without one
   */
  private record Admission(
      List<NewRequest> requests,
      List<Optional<TooManyFilesException>> refusals,
      Inserted inserted) {
    List<Outcome> outcomes() {
      List<Long> ids = inserted.fileIds();
      List<Outcome> outcomes = new ArrayList<>();
      int request = 0;
      int file = 0;
      for (int i = 0; i < requests.size(); i++) {
        if (refusals.get(i).isPresent()) {
          outcomes.add(new Refused(refusals.get(i).get()));
        } else {
          int next = file + requests.get(i).fileCount();
          outcomes.add(
              new Admitted(new Submitted(inserted.requestId(request++), ids.subList(file, next))));
          file = next;
        }
      }
      return outcomes;
    }
  }

  /** Refuses what is too much before anything is inserted, and inserts the others. */
  private Admission admit(Tables tables, List<NewRequest> requests) {
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
    return new Admission(
        requests, refusals, admitted.isEmpty() ? new Inserted() : insert(tables, admitted));
  }

  private static Inserted insert(Tables tables, List<NewRequest> requests) {
    List<FileInsert> rows = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      NewRequest request = requests.get(i);
      int fileNo = 0;
      for (NewFile file : request.files()) {
        rows.add(row(i, fileNo++, file, request));
      }
      long share = request.requester().share();
      tables.tally().enter(request.kind(), share, Phase.WAITING, request.acceptedCount());
    }
    return FileInserts.insert(
        tables, requests, rows, (from, to) -> queue(tables, requests, rows.subList(from, to)));
  }

  /** Nobody else knows these files yet, so it does not matter what is said of which first. */
  private static void queue(Tables tables, List<NewRequest> requests, List<FileInsert> rows) {
    List<NewReady> queued = new ArrayList<>();
    List<Integer> seconds = new ArrayList<>();
    for (FileInsert row : rows) {
      boolean waits = row.state() == FileState.QUEUED;
      if (waits && row.area() != null) {
        queued.add(new NewReady(Line.ofWork(row.area(), row.kind(), row.share()), seconds.size()));
      }
      seconds.add(waits ? requests.get(row.request()).requestSeconds() : KEEP_SECONDS);
    }
    if (!queued.isEmpty()) {
      tables.later(() -> tables.queue().enqueueInserted(queued.stream().sorted().toList()));
    }
    tables.later(() -> tables.deadlines().forInserted(seconds));
  }

  private static FileInsert row(int number, int fileNo, NewFile file, NewRequest request) {
    NewFile.Refusal refusal = file.refusal();
    Place place = file.place();
    return new FileInsert(
        number,
        fileNo,
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
