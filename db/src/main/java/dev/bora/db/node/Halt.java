// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import dev.bora.db.Database;
import java.util.Optional;

/** What ends a halt of all nodes. */
public final class Halt {
  /**
   * Ids and epochs that were given out and are forgotten must not be given out again: tokens, names
   * of uploads and processes that were frozen remember them.
   */
  private static final long MARGIN = 1_000_000;

  private Halt() {}

  /**
   * Says that the database is older than what nodes had seen, for an operator who put it back while
   * none of them ran: they could not notice. To be lifted.
   */
  public static void declare(Database database) {
    database.run(tables ->
        tables
            .halts()
            .halt(tables.halts().lastEpoch(), "the database was put back to what it was before"));
  }

  /**
   * Lets the nodes work on a database that is older than what they had seen. What it has forgotten
   * stays forgotten: each node registers anew.
   *
   * @return why they had halted; empty if they had not
   */
  public static Optional<String> lift(Database database) {
    return database.call(tables -> {
      String reason = tables.halts().reason();
      Long remembered = tables.halts().haltedBy();
      if (reason == null || remembered == null) {
        return Optional.empty();
      }
      long last = Math.max(remembered, tables.halts().lastEpoch()) + MARGIN;
      tables.halts().nextEpoch(last + 1);
      tables.halts().nextRequest(tables.halts().lastRequest() + MARGIN);
      tables.halts().nextFile(tables.halts().lastFile() + MARGIN);
      tables.halts().accept(last);
      return Optional.of(reason);
    });
  }
}
