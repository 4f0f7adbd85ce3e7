// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import com.google.common.base.Throwables;
import dev.bora.db.table.ConnectionMapper.Silent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions of hosts that are gone and of processes that are stopped, on MySQL: such a
 * one says nothing, and the server would keep its locks for hours. MariaDB has a setting for that,
 * which each connection begins with (see {@link Database}); there this has nothing to do.
 */
public final class SilentTransactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SilentTransactions.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Database database;
  private final long seconds;
  private final Thread thread;
  private volatile boolean closed;
  private boolean complained;

  private SilentTransactions(Database database) {
    this.database = database;
    this.seconds = Database.seconds(database.config().idleTransaction());
    this.thread = Thread.ofVirtual().name("silent-transactions").unstarted(this::loop);
  }

  /**
   * Looks every second, until it is closed.
   *
   * @param database whose pool has a connection left when all that work wait for a lock; its
   *     configuration says how long a transaction of its account may be silent
   */
  public static SilentTransactions watch(Database database) {
    SilentTransactions watch = new SilentTransactions(database);
    if (watch.seconds > 0) {
      watch.thread.start();
    }
    return watch;
  }

  private void loop() {
    try {
      while (!closed && !look()) {
        TimeUnit.MILLISECONDS.sleep(PERIOD.toMillis());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether this server needs no further look. */
  private boolean look() {
    try {
      if (database.call(tables -> ServerCheck.isMariaDb(tables.connections().version()))) {
        return true;
      }
      for (Silent silent : database.call(tables -> tables.connections().silent(seconds))) {
        LOG.warn(
            "connection {} from {} has been silent in a transaction for {} s: ended",
            silent.id(),
            silent.client(),
            seconds);
        database.run(tables -> tables.connections().end(silent.id()));
      }
      complained = false;
    } catch (DatabaseUnavailableException away) {
      LOG.debug("no look at silent transactions", away); // others say so
    } catch (RuntimeException failure) {
      if (!complained && !closed) {
        LOG.warn(
            "silent transactions are not ended: {}", Throwables.getRootCause(failure).toString());
      }
      complained = true;
    }
    return false;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
