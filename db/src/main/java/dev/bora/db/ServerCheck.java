// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import com.google.common.base.Splitter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Is this a server that the queue can stand on? Asked of the server itself, because Connector/J
 * calls MariaDB 10.11 "MySQL 5.5.5".
 */
public final class ServerCheck {
  private static final int PRIVILEGE_NEEDED = 1227;

  private ServerCheck() {}

  /**
   * What the server is.
   *
   * @param mariadb MariaDB, else MySQL
   * @param version as it says itself
   */
  public record Server(boolean mariadb, String version) {}

  /**
   * Asks the server for version and settings.
   *
   * @throws UnfitServerException with everything that is wrong and what is needed
   * @throws SQLException if it cannot be asked
   */
  public static Server require(DataSource dataSource) throws SQLException {
    return require(dataSource, null);
  }

  /**
   * As {@link #require(DataSource)}, and whether the server has room for the connections of a site:
   * what it permits to all users together, and what to this one.
   *
   * @param budget null: this is not asked
   * @throws UnfitServerException with everything that is wrong and what is needed
   * @throws SQLException if it cannot be asked
   */
  public static Server require(DataSource dataSource, @Nullable ConnectionBudget budget)
      throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      String version = single(statement, "SELECT VERSION()");
      Server server = new Server(isMariaDb(version), version);
      List<String> problems = new ArrayList<>();
      checkSettings(statement, server, problems);
      checkRights(statement, server, problems);
      if (budget != null) {
        checkRoom(statement, budget, problems);
      }
      connection.rollback();
      if (!problems.isEmpty()) {
        throw new UnfitServerException(problems);
      }
      return server;
    }
  }

  private static void checkSettings(Statement statement, Server server, List<String> problems)
      throws SQLException {
    if (!isNewEnough(server)) {
      problems.add(
          "version is "
              + server.version()
              + "; needed is MariaDB 10.6 or newer, or MySQL 8.0.22 or newer");
    }
    String isolation =
        single(
            statement,
            server.mariadb() ? "SELECT @@tx_isolation" : "SELECT @@transaction_isolation");
    if (!isolation.equals("READ-COMMITTED")) {
      problems.add("transaction isolation is " + isolation + "; needed is READ-COMMITTED");
    }
    String flush = single(statement, "SELECT @@innodb_flush_log_at_trx_commit");
    if (!flush.equals("1")) {
      problems.add(
          "innodb_flush_log_at_trx_commit is "
              + flush
              + "; needed is 1, or what was acknowledged is lost when the server's host dies");
    }
    if (single(statement, "SELECT @@log_bin").equals("1")
        && !single(statement, "SELECT @@binlog_format").equals("ROW")) {
      problems.add("binlog_format is not ROW; SKIP LOCKED cannot be replicated by statement");
    }
  }

  /** What MariaDB does by itself, somebody must be allowed to do: {@link SilentTransactions}. */
  private static void checkRights(Statement statement, Server server, List<String> problems)
      throws SQLException {
    if (server.mariadb()) {
      return;
    }
    try {
      single(statement, "SELECT COUNT(*) FROM information_schema.innodb_trx");
    } catch (SQLException refused) {
      if (refused.getErrorCode() != PRIVILEGE_NEEDED) {
        throw refused;
      }
      problems.add(
          "MySQL does not let this account see silent transactions: GRANT PROCESS ON *.* TO '"
              + single(statement, "SELECT CURRENT_USER()").replace("@", "'@'")
              + "'");
    }
  }

  private static void checkRoom(Statement statement, ConnectionBudget budget, List<String> problems)
      throws SQLException {
    // Of the second, a session sees what counts for its account: its own limit, or that of all.
    for (String setting : List.of("max_connections", "max_user_connections")) {
      long limit = Long.parseLong(single(statement, "SELECT @@" + setting));
      // 0: no limit; -1: none for who was let in nevertheless.
      if (limit > 0 && limit < budget.sum()) {
        problems.add(
            "database.pool-size: %s do not fit into the server's %s of %d: lower pool-size or raise %s"
                .formatted(budget, setting, limit, setting));
      }
    }
  }

  static boolean isMariaDb(String version) {
    return version.contains("MariaDB");
  }

  static boolean isNewEnough(Server server) {
    List<String> parts =
        Splitter.onPattern("[^0-9]+").omitEmptyStrings().splitToList(server.version());
    int major = Integer.parseInt(parts.get(0));
    int minor = Integer.parseInt(parts.get(1));
    int patch = parts.size() > 2 ? Integer.parseInt(parts.get(2)) : 0;
    if (server.mariadb()) {
      return major > 10 || (major == 10 && minor >= 6);
    }
    return major > 8 || (major == 8 && (minor > 0 || patch >= 22));
  }

  private static String single(Statement statement, String query) throws SQLException {
    try (ResultSet results = statement.executeQuery(query)) {
      results.next();
      return results.getString(1);
    }
  }

  /** The server cannot carry the queue. */
  public static final class UnfitServerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitServerException(List<String> problems) {
      super("the database server does not fit: " + String.join("; ", problems));
    }
  }
}
