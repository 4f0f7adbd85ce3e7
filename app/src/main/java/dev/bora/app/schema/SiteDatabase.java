// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.schema;

import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import java.time.Duration;

/** The database that a site file names, for a command's own few statements. */
public final class SiteDatabase {
  private static final int CONNECTIONS = 2;

  /** A migration may take its time over large tables. */
  private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(30);

  private SiteDatabase() {}

  /**
   * Opens it; the server need not be there.
   *
   * @throws SiteException the password's file is refused
   */
  public static Database open(Site site) throws SiteException {
    return Database.open(
        new DatabaseConfig(
            site.database().jdbcUrl(),
            site.database().user(),
            SecretFile.read(site.database().passwordFile()).reveal(),
            CONNECTIONS,
            site.database().connectTimeout(),
            LONGEST_STATEMENT));
  }
}
