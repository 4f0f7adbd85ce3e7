// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bora.bench.server.BenchServer.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Connections for contenders that bring none. */
final class Pools {
  /** With what makes Connector/J fast, for all alike; Bora has the same. */
  private static final String OPTIONS =
      "?cachePrepStmts=true&rewriteBatchedStatements=true&useLocalSessionState=true"
          + "&elideSetAutoCommits=true&connectionTimeZone=UTC&allowPublicKeyRetrieval=true";

  private Pools() {}

  static HikariDataSource connectorJ(Target target, int size, String more) {
    return pool(target.url() + OPTIONS + more, size);
  }

  static HikariDataSource mariadb(Target target, int size) {
    return pool(target.mariaUrl() + "?useServerPrepStmts=false&useBulkStmts=false", size);
  }

  private static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("root");
    config.setPassword("");
    config.setMaximumPoolSize(size);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }

  /** Runs statements that end with a semicolon at the end of a line. */
  static void run(Target target, String script) throws SQLException {
    try (HikariDataSource pool = connectorJ(target, 2, "");
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : script.split(";\\s*(\n|$)", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }
}
