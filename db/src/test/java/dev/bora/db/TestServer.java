// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import dev.bora.db.embedded.EmbeddedMariaDb;
import dev.bora.db.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One MariaDB for all tests of this JVM, with a fresh schema for who asks. */
public final class TestServer {
  private static final EmbeddedMariaDb SERVER = start();

  private TestServer() {}

  private static EmbeddedMariaDb start() {
    try {
      Path data = Files.createTempDirectory("bora-test-db");
      EmbeddedMariaDb server =
          EmbeddedMariaDb.start(Path.of(System.getProperty("bora.test.mariadb")), data, 0);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** An empty schema, and a pool on it. */
  public static Database emptyDatabase(String schema) throws SQLException {
    try (Database admin = Database.open(SERVER.config(2));
        Connection connection = admin.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + schema);
      statement.execute("CREATE DATABASE " + schema);
    }
    return Database.open(config(schema));
  }

  /** How to reach a schema. */
  public static DatabaseConfig config(String schema) {
    DatabaseConfig server = SERVER.config(20);
    String url = server.url().substring(0, server.url().lastIndexOf('/') + 1) + schema;
    return new DatabaseConfig(
        url,
        server.user(),
        server.password(),
        server.pool(),
        server.connectTimeout(),
        server.readTimeout());
  }

  /** A schema with all migrations. */
  public static Database migratedDatabase(String schema) throws SQLException {
    Database database = emptyDatabase(schema);
    try {
      new Schema(database.dataSource()).up();
    } catch (SQLException | RuntimeException exception) {
      database.close();
      throw exception;
    }
    return database;
  }
}
