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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server for all tests of this JVM, with a fresh schema for who asks: the embedded MariaDB, or
 * one that runs already, if the system property {@value #ELSEWHERE} has its host:port. There root
 * has no password, and {@code max_connections} is 200.
 */
public final class TestServer {
  private static final String ELSEWHERE = "bora.test.server";
  private static final int POOL = 20;
  private static final DatabaseConfig SERVER = start();

  private TestServer() {}

  private static DatabaseConfig start() {
    @Nullable String elsewhere = System.getProperty(ELSEWHERE);
    return elsewhere == null ? embedded() : running(elsewhere);
  }

  private static DatabaseConfig running(String address) {
    return new DatabaseConfig(
        "jdbc:mysql://" + address + "/?sslMode=DISABLED",
        "root",
        "",
        PoolConfig.of(POOL).withTimeout(Duration.ofSeconds(10)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  private static DatabaseConfig embedded() {
    try {
      Path data = Files.createTempDirectory("bora-test-db");
      EmbeddedMariaDb server =
          EmbeddedMariaDb.start(Path.of(System.getProperty("bora.test.mariadb")), data, 0);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server.config(POOL);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** An empty schema, and a pool on it. */
  public static Database emptyDatabase(String schema) throws SQLException {
    try (Database admin = Database.open(SERVER.withPool(PoolConfig.of(2)));
        Connection connection = admin.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + schema);
      statement.execute("CREATE DATABASE " + schema);
    }
    return Database.open(config(schema));
  }

  /** How to reach a schema. */
  public static DatabaseConfig config(String schema) {
    int name = SERVER.url().lastIndexOf('/') + 1;
    int options = SERVER.url().indexOf('?', name);
    String url =
        SERVER.url().substring(0, name)
            + schema
            + (options < 0 ? "" : SERVER.url().substring(options));
    return new DatabaseConfig(
        url,
        SERVER.user(),
        SERVER.password(),
        SERVER.pool(),
        SERVER.connectTimeout(),
        SERVER.readTimeout());
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
