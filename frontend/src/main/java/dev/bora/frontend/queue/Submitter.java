// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.queue.Caps;
import dev.bora.db.queue.Submissions;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.queue.TooManyFilesException;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.RefusedException;
import dev.bora.srm.types.TStatusCode;
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
   * @param caps beyond which nothing is taken
   * @param patience for a commit and, if it got no answer, the look for its request together
   */
  public Submitter(Database database, Caps caps, DoubtfulRequests doubtful, Duration patience) {
    this.database = database;
    this.submissions = new Submissions(database, caps);
    this.doubtful = doubtful;
    this.patience = patience;
  }

  /**
   * Commits a request.
   *
   * @throws DatabaseUnavailableException it is not there, or will be aborted
   * @throws RefusedException it would be too much
   */
  public Submitted submit(Call call, NewRequest request) {
    long begin = System.nanoTime();
    try {
      return submissions.submit(request);
    } catch (TooManyFilesException full) {
      throw new RefusedException(TStatusCode.SRM_INTERNAL_ERROR, explanation(full));
    } catch (DatabaseUnavailableException reason) {
      if (!reason.mayHaveCommitted()) {
        throw reason;
      }
      Duration left = patience.minusNanos(System.nanoTime() - begin);
      return found(call, request.token(), left, reason);
    }
  }

  /** Clients try again on SRM_INTERNAL_ERROR, and on no other status. */
  private static String explanation(TooManyFilesException full) {
    return "Resource temporarily unavailable: this server takes %,d files to %s%s at a time, try again later"
        .formatted(
            full.most(),
            full.kind() == RequestKind.PUT ? "put" : "get",
            full.isOfUser() ? " from one user" : "");
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
