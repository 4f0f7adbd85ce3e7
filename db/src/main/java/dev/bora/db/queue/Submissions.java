// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import com.google.common.base.Joiner;
import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.table.FileInsert;
import dev.bora.db.table.FileState;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Place;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a frontend does with the queue: put a request in, durably, before its token leaves the
 * house.
 */
public final class Submissions {
  /** Asynchronous requests are kept for so long after their end: status calls come for days. */
  public static final int KEEP_SECONDS = 7 * 24 * 60 * 60;

  private final Database database;

  /** Into this database. */
  public Submissions(Database database) {
    this.database = database;
  }

  /**
   * A request that is committed.
   *
   * @param fileIds in the order of the request
   */
  public record Submitted(long requestId, List<Long> fileIds) {}

  /**
   * Commits an asynchronous request with all its files.
   *
   * @throws dev.bora.db.DatabaseUnavailableException if it may or may not be there now
   */
  public Submitted submit(NewRequest request) {
    if (!request.kind().isQueued()) {
      throw new IllegalArgumentException(request.kind() + " does not wait in the queue");
    }
    return database.call(tables -> insert(tables, request));
  }

  private static Submitted insert(Tables tables, NewRequest request) {
    long requestId = insertRequest(tables, request);
    List<FileInsert> rows = new ArrayList<>();
    for (NewFile file : request.files()) {
      rows.add(row(rows.size(), file));
    }
    FileInserts.insert(tables, requestId, rows);
    // By the server, from the rows that it has just got: two statements for any number of files.
    // Nobody else knows these files yet, so their rows may come first.
    tables.queue().enqueue(requestId, request.requester().share());
    tables.deadlines().allIn(request.requestSeconds(), requestId);
    if (rows.stream().anyMatch(row -> row.state().isFinal())) {
      tables.deadlines().refusedIn(KEEP_SECONDS, requestId);
    }
    return new Submitted(requestId, tables.files().idsOf(requestId));
  }

  /** The request's own row. */
  static long insertRequest(Tables tables, NewRequest request) {
    tables
        .requests()
        .insert(
            request.token(),
            request,
            request.requester().fqanLines(),
            Joiner.on(',').join(request.protocols()),
            request.files().size());
    return tables.requests().lastId();
  }

  private static FileInsert row(int number, NewFile file) {
    NewFile.Refusal refusal = file.refusal();
    Place place = file.place();
    return new FileInsert(
        number,
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
