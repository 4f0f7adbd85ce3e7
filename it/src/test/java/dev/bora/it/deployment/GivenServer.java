// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A server that runs already, and goes on: of another kind or version than the embedded one (see
 * {@code db/on-server}). One cluster at a time.
 *
 * @param port on loopback, where root has no password
 */
record GivenServer(int port) implements ClusterDatabase {
  private static final String PROPERTY = "bora.test.server";

  /** The one that the system property names as {@code host:port}, on loopback. */
  static Optional<GivenServer> named() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(address -> new GivenServer(Integer.parseInt(address.replaceFirst(".*:", ""))));
  }

  /** The same, with an empty schema and Bora's account. */
  GivenServer prepared(String password) throws SQLException {
    String account = "'%s'@'%%'".formatted(DatabaseServer.USER);
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "DROP DATABASE IF EXISTS bora",
              "CREATE DATABASE bora",
              "DROP USER IF EXISTS " + account,
              "CREATE USER %s IDENTIFIED BY '%s'".formatted(account, password),
              "GRANT ALL ON bora.* TO " + account,
              // MySQL wants it of Bora's account, and MariaDB does not mind.
              "GRANT PROCESS ON *.* TO " + account)) {
        statement.execute(sql);
      }
    }
    return this;
  }

  @Override
  public Connection connect() throws SQLException {
    return connect("bora");
  }

  private Connection connect(String schema) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true"
            .formatted(port, schema),
        "root",
        "");
  }

  @Override
  public void close() {}
}
