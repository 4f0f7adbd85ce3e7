// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.database;

import dev.bora.it.deployment.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who locks the queue's rows in the order that Bora does not use, with so many changes of
 * his own that the server ends Bora's transactions and not his.
 */
final class Deadlocks {

  private static final Duration PAUSE = Duration.ofMillis(30);

  /** A server ends the transaction that has done less. */
  private static final List<String> BALLAST =
      List.of(
          "CREATE TABLE ballast (id INT PRIMARY KEY, n INT NOT NULL)",
          "INSERT INTO ballast SELECT seq, 0 FROM seq_1_to_2000");

  private static final List<String> LOCKS =
      List.of(
          "SELECT id FROM request_file ORDER BY id DESC LIMIT 30 FOR UPDATE",
          "SELECT epoch FROM incarnation WHERE state = 'UP' AND role = 'BACKEND' FOR UPDATE");

  private final DatabaseServer server;

  Deadlocks(DatabaseServer server) {
    this.server = server;
  }

  /** Does that for a while; how many there were. */
  long provoke(Duration length) throws SQLException {
    try (Connection root = server.connect();
        Statement statement = root.createStatement()) {
      for (String each : BALLAST) {
        statement.execute(each);
      }
      statement.execute("SET SESSION innodb_lock_wait_timeout = 1");
      root.setAutoCommit(false);
      long before = met(statement);
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end) {
        meet(statement);
        root.rollback();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      long met = met(statement) - before;
      root.setAutoCommit(true);
      statement.execute("DROP TABLE ballast");
      return met;
    }
  }

  private static void meet(Statement statement) throws SQLException {
    try {
      statement.executeUpdate("UPDATE ballast SET n = n + 1");
      for (String each : LOCKS) {
        statement.executeQuery(each).close();
      }
    } catch (SQLException ended) {
      if (ended.getErrorCode() != 1213 && ended.getErrorCode() != 1205) {
        throw ended;
      }
    }
  }

  private static long met(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'")) {
      return row.next() ? row.getLong(2) : 0;
    }
  }
}
