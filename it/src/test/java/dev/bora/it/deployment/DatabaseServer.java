// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.db.embedded.EmbeddedMariaDb;
import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.LoopMount;
import dev.bora.it.harness.SteppingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The database of a cluster: a MariaDB with accounts, one for Bora and root for the tests, that can
 * be stopped, killed, frozen and started again where it was.
 */
public final class DatabaseServer implements ClusterDatabase {

  /** Bora's account. */
  public static final String USER = "bora";

  private static final int MEGABYTES = 700;

  private final Path folder;
  private final Path binaries;
  private final Path data;
  private final Path program;
  private final Optional<LoopMount> mount;
  private final int port;
  private EmbeddedMariaDb running;

  private DatabaseServer(
      Path folder,
      Path binaries,
      Path data,
      Path program,
      Optional<LoopMount> mount,
      EmbeddedMariaDb first) {
    this.folder = folder;
    this.binaries = binaries;
    this.data = data;
    this.program = program;
    this.mount = mount;
    this.running = first;
    this.port = first.port();
  }

  /**
   * Starts one.
   *
   * @param name of the folder of its data, which lies where no temporary files do: the library that
   *     starts the server removes data there at every start
   * @param password of Bora's account
   * @param ownMount whether its data are on a file system of their own, where all tables share one
   *     file, so that there is room for all of them or for none
   */
  static DatabaseServer start(
      String name, String password, Optional<SteppingClock> clock, boolean ownMount)
      throws IOException {
    Path folder = Checkout.made("databases/" + name);
    remove(folder);
    Files.createDirectories(folder);
    Path binaries = Path.of(System.getProperty("bora.test.mariadb", "target/mariadb"));
    Path data = folder.resolve("database");
    Optional<LoopMount> mount =
        ownMount ? Optional.of(LoopMount.at(data, MEGABYTES)) : Optional.empty();
    Path server = binaries.resolve("bin/mariadbd").toAbsolutePath();
    if (clock.isPresent()) {
      server = clock.get().wrapped(server);
    }
    Path program = withAccounts(folder, server, password, ownMount);
    Path files = ownMount ? data.resolve("files") : data;
    return new DatabaseServer(
        folder,
        binaries,
        files,
        program,
        mount,
        EmbeddedMariaDb.start(binaries, files, 0, program));
  }

  /** The embedded server does without accounts, and so without rights; a site's does not. */
  private static Path withAccounts(Path folder, Path server, String password, boolean oneFile)
      throws IOException {
    Path accounts =
        Files.writeString(
            folder.resolve("accounts.sql"),
            """
            CREATE DATABASE IF NOT EXISTS bora;
            CREATE OR REPLACE USER root@localhost IDENTIFIED BY '';
            GRANT ALL ON *.* TO root@localhost WITH GRANT OPTION;
            CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY '';
            GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
            CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED BY '%2$s';
            CREATE USER IF NOT EXISTS %1$s@localhost IDENTIFIED BY '%2$s';
            CREATE USER IF NOT EXISTS other@'%%' IDENTIFIED BY '';
            CREATE USER IF NOT EXISTS other@localhost IDENTIFIED BY '';
            GRANT ALL ON bora.* TO %1$s@'%%';
            GRANT ALL ON bora.* TO %1$s@localhost;
            GRANT SELECT ON bora.* TO other@'%%';
            GRANT SELECT ON bora.* TO other@localhost;
            """
                .formatted(USER, password));
    String more = oneFile ? "--innodb-file-per-table=0 --innodb-autoextend-increment=1" : "";
    Path program =
        Files.writeString(
            folder.resolve("mariadbd"),
            """
            #!/bin/bash
            exec %s "${@/#--skip-grant-tables/--init-file=%s}" %s
            """
                .formatted(server, accounts, more));
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public int port() {
    return port;
  }

  /** What its data are on, in a cluster where that is a file system of its own. */
  public LoopMount mount() {
    return mount.orElseThrow();
  }

  @Override
  public Connection connect() throws SQLException {
    return connect("root", "");
  }

  /** A connection of somebody. */
  public Connection connect(String user, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:%d/bora?allowPublicKeyRetrieval=true".formatted(port),
        user,
        password);
  }

  /** Stops it in order. */
  public void stop() {
    running.close();
  }

  /** SIGKILL. */
  public void kill() {
    ProcessHandle process = process();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGSTOP. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    signal("CONT");
  }

  /** Starts it again, where it was; it answers when this returns. */
  public void start() {
    running = EmbeddedMariaDb.start(binaries, data, port, program);
  }

  /** Stops it, keeps its data as they are now in the place of what was kept before, starts it. */
  public void backUp() {
    stop();
    remove(folder.resolve("backup"));
    Command.of("cp", "-a", data.toString(), folder.resolve("backup").toString()).run().succeeded();
    start();
  }

  /** Stops it, and starts it with the data that were kept. */
  public void restore() {
    stop();
    remove(data);
    Command.of("cp", "-a", folder.resolve("backup").toString(), data.toString()).run().succeeded();
    start();
  }

  private void signal(String name) {
    Command.of("kill", "-" + name, Long.toString(process().pid())).run().succeeded();
  }

  private ProcessHandle process() {
    List<ProcessHandle> found =
        ProcessHandle.current().descendants().filter(this::isTheServer).toList();
    if (found.size() != 1) {
      throw new AssertionError(found + " are servers of " + data);
    }
    return found.getFirst();
  }

  private boolean isTheServer(ProcessHandle process) {
    try {
      String words = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
      return words.contains("mariadbd") && words.contains(data.toString());
    } catch (IOException gone) {
      return false;
    }
  }

  private static void remove(Path folder) {
    Command.of("rm", "-rf", "--one-file-system", folder.toString()).run().succeeded();
  }

  @Override
  public void close() {
    running.close();
    mount.ifPresent(LoopMount::close);
    remove(folder);
  }
}
