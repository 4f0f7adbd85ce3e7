// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bora.db.ServerCheck.Server;
import dev.bora.db.ServerCheck.UnfitServerException;
import dev.bora.db.embedded.EmbeddedMariaDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCheckTest {
  @TempDir private Path folder;

  @Test
  void takesTheServerThatTestsRunOn() throws Exception {
    try (Database database = TestServer.emptyDatabase("server_check")) {
      assertThat(ServerCheck.require(database.dataSource()))
          .satisfies(server -> assertThat(ServerCheck.isNewEnough(server)).isTrue());
    }
  }

  @Test
  void wantsToSeeSilentTransactionsOnMySql() throws Exception {
    try (Database admin = TestServer.emptyDatabase("server_check");
        Connection connection = admin.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assumeThat(ServerCheck.require(admin.dataSource()).mariadb()).isFalse();
      statement.execute("DROP USER IF EXISTS 'blind'@'%'");
      statement.execute("CREATE USER 'blind'@'%' IDENTIFIED BY 'b'");
      statement.execute("GRANT ALL ON server_check.* TO 'blind'@'%'");
      try (Database blind =
          Database.open(TestServer.config("server_check").withUser("blind", "b"))) {
        assertThatThrownBy(() -> ServerCheck.require(blind.dataSource()))
            .isInstanceOf(UnfitServerException.class)
            .hasMessage(
                "the database server does not fit: MySQL does not let this account see silent"
                    + " transactions: GRANT PROCESS ON *.* TO 'blind'@'%'");
      }
      statement.execute("GRANT PROCESS ON *.* TO 'blind'@'%'");
      try (Database seeing =
          Database.open(TestServer.config("server_check").withUser("blind", "b"))) {
        assertThat(ServerCheck.require(seeing.dataSource()).mariadb()).isFalse();
      }
      statement.execute("DROP USER 'blind'@'%'");
    }
  }

  private static ConnectionBudget budget(int poolSize, int nodes) {
    return new ConnectionBudget(PoolConfig.of(poolSize), nodes);
  }

  @Test
  void takesASiteThatJustFits() throws Exception {
    try (Database database = TestServer.emptyDatabase("server_check")) {
      assertThat(budget(36, 5).sum()).isEqualTo(200);
      assertThat(ServerCheck.require(database.dataSource(), budget(36, 5)))
          .isEqualTo(ServerCheck.require(database.dataSource()));
    }
  }

  @Test
  void refusesASiteForWhichTheServerHasNoRoom() throws Exception {
    try (Database database = TestServer.emptyDatabase("server_check")) {
      assertThatThrownBy(() -> ServerCheck.require(database.dataSource(), budget(46, 4)))
          .isInstanceOf(UnfitServerException.class)
          .hasMessage(
              "the database server does not fit: database.pool-size: (46 connections + 2"
                  + " for beats) x 4 nodes + 10 in reserve = 202"
                  + " do not fit into the server's max_connections of 200:"
                  + " lower pool-size or raise max_connections");
    }
  }

  @Test
  void wantsCommitsThatAreOnTheDisk() throws Exception {
    try (Database database = TestServer.emptyDatabase("server_check");
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
      try {
        assertThatThrownBy(() -> ServerCheck.require(database.dataSource()))
            .isInstanceOf(UnfitServerException.class)
            .hasMessage(
                "the database server does not fit: innodb_flush_log_at_trx_commit is 2; needed is"
                    + " 1, or what was acknowledged is lost when the server's host dies");
      } finally {
        statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
      }
    }
  }

  @Test
  void knowsWhatItsUserIsPermitted() throws Exception {
    Path binaries = Path.of(System.getProperty("bora.test.mariadb")).toAbsolutePath();
    Path program = withFewConnectionsOfRoot(binaries.resolve("bin/mariadbd"));
    try (EmbeddedMariaDb strict =
            EmbeddedMariaDb.start(binaries, folder.resolve("data"), 0, program);
        Database database = Database.open(strict.config(2))) {
      assertThat(ServerCheck.require(database.dataSource(), budget(3, 2)).mariadb()).isTrue();
      assertThatThrownBy(() -> ServerCheck.require(database.dataSource(), budget(4, 2)))
          .isInstanceOf(UnfitServerException.class)
          .hasMessage(
              "the database server does not fit: database.pool-size: (4 connections + 2"
                  + " for beats) x 2 nodes + 10 in reserve = 22"
                  + " do not fit into the server's max_user_connections of 20:"
                  + " lower pool-size or raise max_user_connections");
    }
  }

  /** The server, but with accounts, which the embedded one does without. */
  private Path withFewConnectionsOfRoot(Path server) throws Exception {
    Path accounts =
        Files.writeString(
            folder.resolve("accounts.sql"),
            """
            CREATE OR REPLACE USER root@localhost IDENTIFIED BY '' WITH MAX_USER_CONNECTIONS 20;
            GRANT ALL ON *.* TO root@localhost;
            CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY '' WITH MAX_USER_CONNECTIONS 20;
            GRANT ALL ON *.* TO root@'127.0.0.1';
            """);
    Path program =
        Files.writeString(
            folder.resolve("mariadbd"),
            """
            #!/bin/bash
            exec %s "${@/#--skip-grant-tables/--init-file=%s}"
            """
                .formatted(server, accounts));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  @Test
  void knowsWhatIsTooOld() {
    assertThat(ServerCheck.isNewEnough(new Server(true, "10.5.29-MariaDB"))).isFalse();
    assertThat(ServerCheck.isNewEnough(new Server(true, "10.6.0-MariaDB"))).isTrue();
    assertThat(ServerCheck.isNewEnough(new Server(true, "11.4.5-MariaDB-log"))).isTrue();
    assertThat(ServerCheck.isNewEnough(new Server(false, "5.7.44"))).isFalse();
    assertThat(ServerCheck.isNewEnough(new Server(false, "8.0.21"))).isFalse();
    assertThat(ServerCheck.isNewEnough(new Server(false, "8.0.22"))).isTrue();
    assertThat(ServerCheck.isNewEnough(new Server(false, "9.7.0-log"))).isTrue();
  }
}
