// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.DatabaseUnavailableException.Trouble;
import dev.bora.db.table.Ids;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That what a pool is configured with counts. */
class DatabaseTest {
  private static final String SCHEMA = "database_settings";

  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase(SCHEMA);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A host without power, or a stopped process: its connection stays, and says nothing. */
  @Test
  void whoFallsSilentInATransactionLosesItsLocks() throws Exception {
    DatabaseConfig config = TestServer.config(SCHEMA);
    String lock = "SELECT * FROM lease WHERE job = 'silence' FOR UPDATE";
    try (Database mortal = Database.open(config.withIdleTransaction(Duration.ofSeconds(1)));
        SilentTransactions _ = SilentTransactions.watch(mortal);
        Connection waiting = database.dataSource().getConnection();
        Statement wanted = waiting.createStatement()) {
      wanted.executeUpdate("INSERT INTO lease (job) VALUES ('silence')");
      waiting.commit();
      Connection silent = mortal.dataSource().getConnection();
      assertThat(silent.createStatement().executeQuery(lock).next()).isTrue();
      assertThat(wanted.executeQuery(lock).next()).isTrue();
      assertThatThrownBy(silent::commit).isInstanceOf(SQLException.class);
      waiting.rollback();
    }
  }

  @Test
  void aStatementIsNotWaitedForForEver() throws Exception {
    DatabaseConfig config = TestServer.config(SCHEMA);
    try (Database impatient =
            Database.open(
                new DatabaseConfig(
                    config.url(),
                    config.user(),
                    config.password(),
                    config.pool(),
                    config.connectTimeout(),
                    Duration.ofMillis(500)));
        Connection connection = impatient.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> statement.executeQuery("SELECT SLEEP(20)"))
          .isInstanceOf(SQLException.class)
          .satisfies(lost -> assertThat(SqlErrors.trouble(lost)).contains(Trouble.AWAY));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void countsTheConnectionsOfThePoolsApartToo() {
    PoolConfig pool = TestServer.config(SCHEMA).pool();
    assertThat(database.mostConnections()).isEqualTo(pool.size());
    try (Database beats = database.apart()) {
      assertThat(beats.mostConnections()).isEqualTo(pool.apart().size());
      assertThat(database.mostConnections()).isEqualTo(pool.size() + pool.apart().size());
    }
  }

  @Test
  void aTransactionSendsItsStatementsAndItsEnd() throws Exception {
    int transactions = 1000;
    long before = questions();
    for (int i = 0; i < transactions; i++) {
      long id = i;
      database.run(tables -> tables.queue().hold(1, Ids.of(id)));
    }
    // New connections take some more.
    assertThat(questions() - before).isBetween(2L * transactions, 2L * transactions + 100);
  }

  @Test
  void anyNumberOfRowsTakesOneStatement() throws Exception {
    int rows = 1000;
    long before = questions();
    database.run(
        tables -> tables.queue().hold(1, Ids.of(LongStream.range(0, rows).boxed().toList())));
    assertThat(questions() - before).isLessThan(100);
    assertThat(database.<Long>call(tables -> tables.queue().held(1))).isEqualTo(rows);
  }

  /** Statements that the server has had from all its clients. */
  private long questions() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet results =
            statement.executeQuery("SHOW GLOBAL STATUS WHERE Variable_name = 'Questions'")) {
      results.next();
      long questions = results.getLong(2);
      connection.rollback();
      return questions;
    }
  }
}
