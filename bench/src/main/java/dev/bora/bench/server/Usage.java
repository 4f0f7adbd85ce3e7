// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/**
 * What was consumed up to a moment.
 *
 * @param own CPU time of this process
 * @param server CPU time of the database's server
 * @param fsyncs of the server's data files and its log
 * @param deadlocks that the server has found
 * @param statements that the server was sent
 */
public record Usage(Duration own, Duration server, long fsyncs, long deadlocks, long statements) {

  /** Up to now. */
  public static Usage now(BenchServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet status =
            statement.executeQuery(
                """
                SHOW GLOBAL STATUS WHERE variable_name IN
                ('Innodb_data_fsyncs', 'Innodb_os_log_fsyncs', 'Innodb_deadlocks', 'Questions')
                """)) {
      long fsyncs = 0;
      long deadlocks = 0;
      long statements = 0;
      while (status.next()) {
        switch (status.getString(1).toLowerCase(Locale.ROOT)) {
          case "innodb_deadlocks" -> deadlocks = status.getLong(2);
          case "questions" -> statements = status.getLong(2);
          default -> fsyncs += status.getLong(2);
        }
      }
      return new Usage(
          cpu(ProcessHandle.current()),
          cpu(ProcessHandle.of(server.pid()).orElseThrow()),
          fsyncs,
          deadlocks,
          statements);
    }
  }

  /** CPU time that a process has used; it must not have ended. */
  public static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** With CPU time of other processes as its own. */
  public Usage with(Duration others) {
    return new Usage(own.plus(others), server, fsyncs, deadlocks, statements);
  }

  /** What was consumed since an earlier moment. */
  public Usage since(Usage before) {
    return new Usage(
        own.minus(before.own),
        server.minus(before.server),
        fsyncs - before.fsyncs,
        deadlocks - before.deadlocks,
        statements - before.statements);
  }
}
