// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Transactions that wait for a row that another one has locked. */
public final class LockWaits {
  private LockWaits() {}

  /** Returns when one waits; of a database on a server of its own. */
  public static void awaitOne(Database database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      long waiting = 0;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (waiting == 0 && System.nanoTime() < end) {
        // InnoDB refreshes this view only for who has not read it for 100 ms.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        try (ResultSet result =
            statement.executeQuery(
                "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")) {
          result.next();
          waiting = result.getLong(1);
        }
      }
      assertThat(waiting).isOne();
      connection.rollback();
    }
  }
}
