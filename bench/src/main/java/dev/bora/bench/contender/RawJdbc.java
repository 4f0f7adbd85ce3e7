// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import com.zaxxer.hikari.HikariDataSource;
import dev.bora.bench.server.BenchServer.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The ceiling: Bora's tables, the same rows and the same commits, each transaction in as few round
 * trips as JDBC can have, without anything of Bora around it. It writes the tally that limits look
 * at, and does not read it.
 */
public final class RawJdbc implements Contender {
  private static final int THREADS = 8;
  private static final int CLAIM = 100;
  private static final int CHUNK = 1_000;

  private final Commits commits;

  /** How single requests and completions are committed. */
  public enum Commits {
    /** Each by itself. */
    EACH,
    /** Requests that come meanwhile together, as Bora does, and all completions of a claim. */
    TOGETHER
  }

  /** With commits so. */
  public RawJdbc(Commits commits) {
    this.commits = commits;
  }

  @Override
  public String name() {
    return switch (commits) {
      case EACH -> "raw-jdbc";
      case TOGETHER -> "raw-jdbc-batched";
    };
  }

  @Override
  public String settings() {
    return "Bora's tables; %d threads a worker, claims of %d, one round trip a completion%s"
        .formatted(
            THREADS,
            CLAIM,
            commits == Commits.EACH
                ? ""
                : " of all that was claimed, submissions share transactions");
  }

  @Override
  public boolean isFastest() {
    return commits == Commits.TOGETHER;
  }

  @Override
  public void create(Target target) throws SQLException {
    BoraTables.create(target);
  }

  @Override
  public String leftQuery() {
    return BoraTables.LEFT;
  }

  @Override
  public List<String> finishedRows(int rows) {
    return BoraTables.finishedRows(rows);
  }

  @Override
  public boolean takesOver() {
    return false;
  }

  @Override
  public Session open(Target target, Ledger ledger) {
    return new Open(Pools.connectorJ(target, 64, "&allowMultiQueries=true"), ledger, commits);
  }

  private static final class Open implements Session {
    private final HikariDataSource pool;
    private final Ledger ledger;
    private final Commits commits;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SharedCommits shared;

    Open(HikariDataSource pool, Ledger ledger, Commits commits) {
      this.pool = pool;
      this.commits = commits;
      this.ledger = ledger;
      this.shared = SharedCommits.start(pool);
    }

    @Override
    public void submit(int number) throws Exception {
      switch (commits) {
        case EACH -> insert(number, number + 1);
        case TOGETHER -> shared.commit(number);
      }
      wake.release();
    }

    @Override
    public void submitAll(int from, int to) throws SQLException {
      for (int next = from; next < to; next += CHUNK) {
        insert(next, Math.min(to, next + CHUNK));
      }
    }

    private void insert(int from, int to) throws SQLException {
      try (Connection connection = pool.getConnection()) {
        RawSql.submit(connection, List.of(new RawSql.Request(from, to)));
      }
    }

    @Override
    public void start(int first, int workers) {
      for (int worker = first; worker < first + workers; worker++) {
        for (int thread = 0; thread < THREADS; thread++) {
          long owner = worker;
          Future<?> _ =
              threads.submit(() -> {
                work(owner);
                return null;
              });
        }
      }
    }

    private void work(long owner) throws SQLException, InterruptedException {
      while (!stopped.get()) {
        List<RawSql.Row> rows;
        try (Connection connection = pool.getConnection()) {
          rows = RawSql.claim(connection, owner, CLAIM);
        }
        switch (commits) {
          case EACH -> {
            for (RawSql.Row row : rows) {
              complete(owner, List.of(row));
            }
          }
          case TOGETHER -> complete(owner, rows);
        }
        if (rows.isEmpty()) {
          boolean _ = wake.tryAcquire(1, TimeUnit.SECONDS);
        }
      }
    }

    private void complete(long owner, List<RawSql.Row> rows) throws SQLException {
      rows.forEach(row -> ledger.ran(row.number()));
      if (!rows.isEmpty()) {
        try (Connection connection = pool.getConnection()) {
          RawSql.complete(connection, owner, rows);
        }
      }
      rows.forEach(row -> ledger.done(row.number()));
    }

    @Override
    public void close() {
      stopped.set(true);
      wake.release(THREADS * 64);
      shared.close();
      Threads.awaitEnd(threads);
      pool.close();
    }
  }
}
