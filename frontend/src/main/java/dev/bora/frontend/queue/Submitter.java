// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.queue.Submissions;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.RequestRow;
import dev.bora.frontend.call.Call;
import java.time.Duration;
import java.util.Optional;

/** Commits requests, and finds out what became of a commit that got no answer. */
public final class Submitter {
  private final Database database;
  private final Submissions submissions;
  private final DoubtfulRequests doubtful;
  private final Duration patience;

  /**
   * Into this database.
   *
   * @param patience for a commit and, if it got no answer, the look for its request together
   */
  public Submitter(Database database, DoubtfulRequests doubtful, Duration patience) {
    this.database = database;
    this.submissions = new Submissions(database);
    this.doubtful = doubtful;
    this.patience = patience;
  }

  /**
   * Commits a request.
   *
   * @throws DatabaseUnavailableException it is not there, or will be aborted
   */
  public Submitted submit(Call call, NewRequest request) {
    long begin = System.nanoTime();
    try {
      return submissions.submit(request);
    } catch (DatabaseUnavailableException reason) {
      if (!reason.mayHaveCommitted()) {
        throw reason;
      }
      Duration left = patience.minusNanos(System.nanoTime() - begin);
      return found(call, request.token(), left, reason);
    }
  }

  private Submitted found(
      Call call, String token, Duration left, DatabaseUnavailableException reason) {
    try {
      Optional<RequestRow> row = doubtful.look(token, left, reason);
      if (row.isEmpty()) {
        throw reason;
      }
      long id = row.get().id();
      return new Submitted(id, database.call(tables -> tables.files().idsOf(id)));
    } catch (DatabaseUnavailableException unknown) {
      doubtful.abort(token, call);
      throw unknown;
    }
  }
}
