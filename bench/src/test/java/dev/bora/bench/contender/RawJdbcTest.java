// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.bench.contender.Contender.Session;
import dev.bora.bench.load.Submitters;
import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.BenchServer.Target;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RawJdbcTest {
  private static final int SINGLE = 40;
  private static final int ALL = 60;

  @Test
  @Timeout(120)
  void itWritesWhatBoraWrites() throws Exception {
    Path checkout = Path.of(System.getProperty("bora.test.mariadb")).resolve("../..").normalize();
    try (BenchServer server = BenchServer.start(checkout, 0)) {
      for (RawJdbc.Commits commits : RawJdbc.Commits.values()) {
        Target target = server.fresh("raw");
        Contender contender = new RawJdbc(commits);
        contender.create(target);
        Ledger ledger = new Ledger(ALL);
        try (Session session = contender.open(target, ledger)) {
          Submitters.run(8, SINGLE, session::submit);
          session.submitAll(SINGLE, ALL);
          assertThat(numbers(server, "SELECT COUNT(*), SUM(files) FROM request"))
              .containsExactly(SINGLE + 1L, (long) ALL);
          assertThat(
                  numbers(
                      server,
                      """
                      SELECT COUNT(*), SUM(file_no), (SELECT COUNT(*) FROM deadline d JOIN request_file f ON f.id = d.file_id)
                      FROM ready JOIN request_file f ON f.id = file_id JOIN request r ON r.id = f.request_id
                      """))
              .containsExactly((long) ALL, (ALL - SINGLE) * (ALL - SINGLE - 1L) / 2, (long) ALL);
          assertThat(tally(server)).containsExactly((long) ALL, 0L, (long) ALL, 0L);
          session.start(1, 1);
          assertThat(ledger.await(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(numbers(server, contender.leftQuery())).containsExactly(0L);
        assertThat(tally(server)).containsExactly(0L, 0L, 0L, 0L);
      }
    }
  }

  /** What waits and runs: of all, of the user. */
  private static List<Long> tally(BenchServer server) throws SQLException {
    return numbers(
        server,
        """
        SELECT SUM(IF(share = 0, waiting, 0)), SUM(IF(share = 0, running, 0)),
               SUM(IF(share = 1, waiting, 0)), SUM(IF(share = 1, running, 0)) FROM tally
        """);
  }

  private static List<Long> numbers(BenchServer server, String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE raw");
      List<Long> numbers = new ArrayList<>();
      try (ResultSet row = statement.executeQuery(query)) {
        row.next();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
          numbers.add(row.getLong(column));
        }
      }
      return numbers;
    }
  }
}
