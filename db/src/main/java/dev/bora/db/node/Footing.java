// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import dev.bora.db.ConnectionBudget;
import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.ServerCheck;
import dev.bora.db.ServerCheck.UnfitServerException;
import dev.bora.db.SqlErrors;
import dev.bora.db.schema.Schema;
import java.sql.SQLException;

/**
 * What a node stands on: a server that can carry the queue and has room for the connections of the
 * site, and a schema that this release can work on.
 *
 * @param budget the connections of all nodes of the site
 */
public record Footing(ConnectionBudget budget) {
  /**
   * Asks the server.
   *
   * @throws UnfitNodeException it does not let this account in, cannot carry the queue, has no room
   *     for the site, or its schema is too old; the message says what is needed
   * @throws DatabaseUnavailableException it does not answer now
   */
  public void require(Database database) {
    try {
      ServerCheck.require(database.dataSource(), budget);
      if (new Schema(database.dataSource()).fit() == Schema.Fit.TOO_OLD) {
        throw new UnfitNodeException(
            "the schema of the database is too old for this release: run bora db up");
      }
    } catch (UnfitServerException unfit) {
      throw new UnfitNodeException(String.valueOf(unfit.getMessage()));
    } catch (SQLException failed) {
      throw told(failed);
    }
  }

  private static RuntimeException told(SQLException failed) {
    return SqlErrors.refusal(failed)
        .<RuntimeException>map(
            why -> new UnfitNodeException("the database does not let this account in: " + why))
        .orElseGet(() -> DatabaseUnavailableException.whileAsking(failed));
  }
}
