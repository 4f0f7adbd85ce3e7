// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import com.zaxxer.hikari.HikariDataSource;
import dev.bora.bench.server.BenchServer.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * How StoRM takes its requests, in code of our own: the first look after 1 s, then one every 2 s,
 * at most 100 rows by their status, marked in the same transaction. Nobody owns a row and no row is
 * skipped, so there is one worker, whatever is asked for.
 */
public final class StormPolicy implements Contender {
  private static final int BATCH = 100;
  private static final int THREADS = 10;
  private static final int QUEUED = 17;
  private static final int IN_PROGRESS = 18;
  private static final int SUCCESS = 0;

  @Override
  public String name() {
    return "storm-policy";
  }

  @Override
  public String settings() {
    return "own code; a look every 2 s, %d rows at most".formatted(BATCH);
  }

  @Override
  public int most() {
    return 500;
  }

  @Override
  public void create(Target target) throws SQLException {
    Pools.run(
        target,
        """
        CREATE TABLE request_queue (
          id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, number INT NOT NULL, dn VARCHAR(255) NOT NULL,
          surl VARCHAR(255) NOT NULL, status INT NOT NULL, errstring VARCHAR(255) NULL, KEY status (status)
        ) ENGINE=InnoDB
        """);
  }

  @Override
  public String leftQuery() {
    return "SELECT COUNT(*) FROM request_queue WHERE status != 0";
  }

  @Override
  public boolean takesOver() {
    return false;
  }

  @Override
  public Session open(Target target, Ledger ledger) {
    return new Open(Pools.connectorJ(target, 64, ""), ledger);
  }

  private static final class Open implements Session {
    private final HikariDataSource pool;
    private final Ledger ledger;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService crusher = Executors.newFixedThreadPool(THREADS);

    Open(HikariDataSource pool, Ledger ledger) {
      this.pool = pool;
      this.ledger = ledger;
    }

    @Override
    public void submit(int number) throws SQLException {
      submitAll(number, number + 1);
    }

    @Override
    public void submitAll(int from, int to) throws SQLException {
      try (Connection connection = pool.getConnection();
          PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO request_queue (number, dn, surl, status) VALUES (?, '/CN=Bench', ?, ?)")) {
        connection.setAutoCommit(false);
        for (int number = from; number < to; number++) {
          insert.setInt(1, number);
          insert.setString(2, "srm://bench.example.org/data/bench/" + number);
          insert.setInt(3, QUEUED);
          insert.addBatch();
        }
        int[] _ = insert.executeBatch();
        connection.commit();
        connection.setAutoCommit(true);
      }
    }

    @Override
    public void start(int first, int workers) {
      ScheduledFuture<?> _ = timer.scheduleAtFixedRate(this::look, 1, 2, TimeUnit.SECONDS);
    }

    private record Row(int id, int number) {}

    private void look() {
      try {
        for (Row row : take()) {
          Future<?> _ =
              crusher.submit(() -> {
                work(row);
                return null;
              });
        }
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }

    private List<Row> take() throws SQLException {
      List<Row> rows = new ArrayList<>();
      try (Connection connection = pool.getConnection()) {
        connection.setAutoCommit(false);
        try (PreparedStatement select =
                connection.prepareStatement(
                    "SELECT id, number FROM request_queue WHERE status = ? LIMIT ?");
            PreparedStatement mark =
                connection.prepareStatement(
                    "UPDATE request_queue SET status = ?, errstring = 'Request handled!' WHERE id = ?")) {
          select.setInt(1, QUEUED);
          select.setInt(2, BATCH);
          try (ResultSet results = select.executeQuery()) {
            while (results.next()) {
              rows.add(new Row(results.getInt(1), results.getInt(2)));
            }
          }
          for (Row row : rows) {
            mark.setInt(1, IN_PROGRESS);
            mark.setInt(2, row.id());
            mark.addBatch();
          }
          int[] _ = mark.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
      }
      return rows;
    }

    private void work(Row row) throws SQLException {
      ledger.ran(row.number());
      try (Connection connection = pool.getConnection();
          PreparedStatement end =
              connection.prepareStatement("UPDATE request_queue SET status = ? WHERE id = ?")) {
        end.setInt(1, SUCCESS);
        end.setInt(2, row.id());
        if (end.executeUpdate() == 1) {
          ledger.done(row.number());
        }
      }
    }

    @Override
    public void close() {
      Threads.awaitEnd(timer);
      Threads.awaitEnd(crusher);
      pool.close();
    }
  }
}
