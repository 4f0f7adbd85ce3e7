// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.schema;

import dev.bora.db.ConnectionBudget;
import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.PoolConfig;
import dev.bora.db.node.Footing;
import dev.bora.site.BackendNode;
import dev.bora.site.DoorNode;
import dev.bora.site.FrontendNode;
import dev.bora.site.Node;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import java.time.Duration;

/** The database that a site file names, opened for commands and nodes. */
public final class SiteDatabase {
  private static final int CONNECTIONS = 2;

  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

  /** A client waits for it. */
  private static final Duration LONGEST_STATEMENT_OF_FRONTENDS = Duration.ofSeconds(10);

  /** Clients wait for frontends and for backends, and are to be told in time what is wrong. */
  private static final Duration LONGEST_LOCK_WAIT = Duration.ofSeconds(1);

  private static final Duration LONGEST_POOL_WAIT = Duration.ofSeconds(1);

  /** Over large tables. */
  private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(30);

  private SiteDatabase() {}

  /**
   * Opens it for a command's own statements; the server need not be there.
   *
   * @throws SiteException the password's file is refused
   */
  public static Database open(Site site) throws SiteException {
    return Database.open(config(site, PoolConfig.of(CONNECTIONS), LONGEST_MIGRATION));
  }

  /**
   * Opens it for a node, with as many connections as the site file says.
   *
   * @throws SiteException the password's file is refused
   */
  public static Database pool(Site site, Node node) throws SiteException {
    Duration longestStatement =
        switch (node) {
          case FrontendNode _ -> LONGEST_STATEMENT_OF_FRONTENDS;
          case BackendNode _, DoorNode _ -> LONGEST_STATEMENT;
        };
    dev.bora.site.Database said = site.database();
    // What a dead or frozen node had locked is free before others may take its work.
    Duration silence =
        said.idleTransaction() == null ? site.heartbeat().selfStop() : said.idleTransaction();
    DatabaseConfig config = config(site, pool(said), longestStatement).withIdleTransaction(silence);
    return Database.open(
        switch (node) {
          case FrontendNode _, BackendNode _ -> impatient(config);
          case DoorNode _ -> config;
        });
  }

  private static DatabaseConfig impatient(DatabaseConfig config) {
    PoolConfig pool = config.pool();
    return config
        .withLockWait(LONGEST_LOCK_WAIT)
        .withPool(
            pool.timeout().compareTo(LONGEST_POOL_WAIT) > 0
                ? pool.withTimeout(LONGEST_POOL_WAIT)
                : pool);
  }

  /** How many connections all nodes of the site may have open together. */
  public static ConnectionBudget budget(Site site) {
    return new ConnectionBudget(pool(site.database()), site.nodes().all().size());
  }

  /** What must be so of the database before one of the site's nodes registers in it. */
  public static Footing footing(Site site) {
    return new Footing(budget(site));
  }

  private static PoolConfig pool(dev.bora.site.Database said) {
    return new PoolConfig(said.poolSize(), said.poolIdle(), said.poolTimeout(), said.maxAge());
  }

  private static DatabaseConfig config(Site site, PoolConfig pool, Duration longestStatement)
      throws SiteException {
    return new DatabaseConfig(
        site.database().jdbcUrl(),
        site.database().user(),
        SecretFile.read(site.database().passwordFile()).reveal(),
        pool,
        site.database().connectTimeout(),
        longestStatement);
  }
}
