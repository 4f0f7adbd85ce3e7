// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.server;

import dev.bora.db.DatabaseConfig;
import dev.bora.db.PoolConfig;
import dev.bora.db.embedded.EmbeddedMariaDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A MariaDB server of the benchmark's own, durable, its data in a folder that goes with it. */
public final class BenchServer implements AutoCloseable {
  /** What differs from the server's defaults, beside what Bora's embedded server sets. */
  public static final List<String> OPTIONS =
      List.of(
          "--innodb-flush-log-at-trx-commit=1",
          "--innodb-buffer-pool-size=2G",
          "--innodb-log-file-size=1G",
          "--max-connections=400");

  private final EmbeddedMariaDb server;
  private final Path folder;
  private final int fsyncMicros;
  private final long pid;

  private BenchServer(EmbeddedMariaDb server, Path folder, int fsyncMicros) throws SQLException {
    this.server = server;
    this.folder = folder;
    this.fsyncMicros = fsyncMicros;
    this.pid = pid(server.port());
  }

  /**
   * Starts it.
   *
   * @param checkout of Bora, whose {@code target/mariadb} has the server's binaries
   * @param fsyncMicros added to each fsync
   */
  public static BenchServer start(Path checkout, int fsyncMicros) {
    try {
      Path folder = Files.createTempDirectory("bora-bench-db");
      Path binaries = checkout.resolve("target/mariadb");
      Path program =
          SlowFsync.program(
              folder,
              binaries.resolve("bin/mariadbd"),
              checkout.resolve("bench/src/main/c/slow_fsync.c"),
              fsyncMicros,
              OPTIONS);
      EmbeddedMariaDb server = EmbeddedMariaDb.start(binaries, folder.resolve("data"), 0, program);
      return new BenchServer(server, folder, fsyncMicros);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    } catch (SQLException exception) {
      throw new IllegalStateException("the server has no pid file", exception);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  private static long pid(int port) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(port, ""), "root", "");
        Statement statement = connection.createStatement();
        ResultSet file = statement.executeQuery("SELECT @@datadir, @@pid_file")) {
      file.next();
      Path data = Path.of(file.getString(1));
      return Long.parseLong(Files.readString(data.resolve(file.getString(2))).strip());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static String url(int port, String schema) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + schema;
  }

  /** Makes a schema anew, empty, and tells how to reach it. */
  public Target fresh(String schema) throws SQLException {
    execute("DROP DATABASE IF EXISTS " + schema);
    execute("CREATE DATABASE " + schema);
    return target(schema);
  }

  /** How to reach a schema. */
  public Target target(String schema) {
    return new Target("127.0.0.1:" + server.port(), schema);
  }

  /** Whether there is a schema of this name. */
  public boolean has(String schema) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement question =
            connection.prepareStatement(
                "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?")) {
      question.setString(1, schema);
      return question.executeQuery().next();
    }
  }

  /** Runs a statement outside of any schema. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A connection outside of any schema, in autocommit mode. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(server.port(), ""), "root", "");
  }

  /** What the server says it is. */
  public String version() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT VERSION()")) {
      results.next();
      return results.getString(1);
    }
  }

  /** Of its process. */
  public long pid() {
    return pid;
  }

  /** What is added to each of its fsyncs, in microseconds. */
  public int fsyncMicros() {
    return fsyncMicros;
  }

  @Override
  public void close() {
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /**
   * A schema on the server.
   *
   * @param address host:port
   */
  public record Target(String address, String schema) {
    /** For Connector/J. */
    public String url() {
      return "jdbc:mysql://" + address + "/" + schema;
    }

    /** For MariaDB's own driver. */
    public String mariaUrl() {
      return "jdbc:mariadb://" + address + "/" + schema;
    }

    /** For Bora. */
    public DatabaseConfig config(int connections) {
      return new DatabaseConfig(
          url(),
          "root",
          "",
          PoolConfig.of(connections).withTimeout(Duration.ofSeconds(10)),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));
    }
  }
}
