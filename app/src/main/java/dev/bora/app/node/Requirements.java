// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import dev.bora.app.failure.RefusedException;
import dev.bora.app.schema.SiteDatabase;
import dev.bora.db.Database;
import dev.bora.db.ServerCheck;
import dev.bora.db.schema.Schema;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What must be so before a node starts. */
final class Requirements {
  private static final long PAUSE_SECONDS = 2;

  private Requirements() {}

  /**
   * Checks secrets, database server and schema. While the database does not answer it waits: a node
   * starts without it, and must not give up.
   *
   * @param waiting is told, once, why it waits
   * @throws SiteException a secret file is refused
   * @throws RefusedException the schema is too old
   * @throws ServerCheck.UnfitServerException the server cannot carry the queue, or has no room for
   *     the site's connections
   */
  static void check(Site site, Path siteFile, Consumer<String> waiting)
      throws SiteException, RefusedException, SQLException, InterruptedException {
    SecretFile.read(site.rpc().secretFile());
    try (Database database = SiteDatabase.open(site)) {
      awaitServer(database, site, waiting);
      Schema schema = new Schema(database.dataSource());
      switch (schema.fit()) {
        case FITS -> {}
        case TOO_OLD ->
            throw new RefusedException(
                "the schema in %s is too old for this release: run bora db up --site %s"
                    .formatted(site.database().jdbcUrl(), siteFile));
      }
    }
  }

  private static void awaitServer(Database database, Site site, Consumer<String> waiting)
      throws SQLException, InterruptedException {
    boolean told = false;
    while (true) {
      try {
        ServerCheck.require(database.dataSource(), SiteDatabase.budget(site));
        return;
      } catch (SQLTransientConnectionException e) {
        if (refusesUs(e)) {
          throw e;
        }
        if (!told) {
          waiting.accept(
              "waiting for the database at "
                  + site.database().jdbcUrl()
                  + ", which does not answer");
          told = true;
        }
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    }
  }

  /** Access denied (28) or no such schema (42): waiting does not help. */
  private static boolean refusesUs(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && (sql.getSQLState().startsWith("28") || sql.getSQLState().startsWith("42"))) {
        return true;
      }
    }
    return false;
  }
}
