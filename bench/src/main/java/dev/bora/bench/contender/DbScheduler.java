// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.bora.bench.server.BenchServer.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** db-scheduler, with either of its polling strategies. */
public final class DbScheduler implements Contender {
  private static final int THREADS = 20;
  private static final double LOWER = 4.0;
  private static final double UPPER = 20.0;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final int CHUNK = 5_000;

  private final Strategy strategy;

  /** Of its strategies. */
  public enum Strategy {
    /** Reads candidates, and locks each by its version. */
    FETCH,
    /** Locks candidates in batches; on MariaDB with what it has for MySQL 8. */
    LOCK_AND_FETCH
  }

  /** With this one. */
  public DbScheduler(Strategy strategy) {
    this.strategy = strategy;
  }

  @Override
  public String name() {
    return switch (strategy) {
      case FETCH -> "db-scheduler-fetch";
      case LOCK_AND_FETCH -> "db-scheduler-lock";
    };
  }

  @Override
  public String settings() {
    return "16.12.0; %d threads, limits %.1f and %.1f, polling every %d ms, immediate execution%s"
        .formatted(
            THREADS,
            LOWER,
            UPPER,
            POLL.toMillis(),
            strategy == Strategy.FETCH ? "" : ", MySQL8JdbcCustomization");
  }

  @Override
  public boolean isFastest() {
    return strategy == Strategy.LOCK_AND_FETCH;
  }

  @Override
  public void create(Target target) throws SQLException {
    Pools.run(
        target,
        """
        CREATE TABLE scheduled_tasks (
          task_name VARCHAR(100) NOT NULL, task_instance VARCHAR(100) NOT NULL, task_data BLOB,
          execution_time TIMESTAMP(6) NOT NULL, picked BOOLEAN NOT NULL, picked_by VARCHAR(50),
          last_success TIMESTAMP(6) NULL, last_failure TIMESTAMP(6) NULL, consecutive_failures INT,
          last_heartbeat TIMESTAMP(6) NULL, version BIGINT NOT NULL, priority SMALLINT,
          PRIMARY KEY (task_name, task_instance),
          INDEX execution_time_idx (execution_time), INDEX last_heartbeat_idx (last_heartbeat)
        ) ENGINE=InnoDB
        """);
  }

  @Override
  public String leftQuery() {
    return "SELECT COUNT(*) FROM scheduled_tasks";
  }

  @Override
  public Session open(Target target, Ledger ledger) {
    return new Open(Pools.connectorJ(target, 64, ""), ledger, strategy);
  }

  private static final class Open implements Session {
    private final HikariDataSource pool;
    private final Ledger ledger;
    private final Strategy strategy;
    private final OneTimeTask<Void> task;
    private final SchedulerClient client;
    private final List<Scheduler> schedulers = new ArrayList<>();

    Open(HikariDataSource pool, Ledger ledger, Strategy strategy) {
      this.pool = pool;
      this.ledger = ledger;
      this.strategy = strategy;
      this.task =
          Tasks.oneTime("bench")
              .execute((instance, _) -> ledger.ran(Integer.parseInt(instance.getId())));
      this.client =
          SchedulerClient.Builder.create(pool, task)
              .jdbcCustomization(new MySQL8JdbcCustomization(true))
              .build();
    }

    @Override
    public void submit(int number) {
      SchedulerClient here =
          schedulers.isEmpty() ? client : schedulers.get(number % schedulers.size());
      boolean fresh =
          here.scheduleIfNotExists(task.instance(String.valueOf(number)), Instant.now());
      if (!fresh) {
        throw new IllegalStateException("request " + number + " is there already");
      }
    }

    @Override
    public void submitAll(int from, int to) {
      for (int next = from; next < to; next += CHUNK) {
        List<TaskInstance<?>> instances = new ArrayList<>();
        IntStream.range(next, Math.min(to, next + CHUNK))
            .forEach(number -> instances.add(task.instance(String.valueOf(number))));
        client.scheduleBatch(instances, Instant.now());
      }
    }

    @Override
    public void start(int first, int workers) {
      for (int worker = first; worker < first + workers; worker++) {
        SchedulerBuilder builder =
            Scheduler.create(pool, task)
                .schedulerName(new SchedulerName.Fixed("worker-" + worker))
                .threads(THREADS)
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .enableImmediateExecution()
                .jdbcCustomization(new MySQL8JdbcCustomization(true))
                .addSchedulerListener(
                    new AbstractSchedulerListener() {
                      @Override
                      public void onExecutionComplete(ExecutionComplete complete) {
                        ledger.done(Integer.parseInt(complete.getExecution().taskInstance.getId()));
                      }
                    });
        Scheduler scheduler =
            switch (strategy) {
              case FETCH -> builder.pollUsingFetch(LOWER, UPPER).build();
              case LOCK_AND_FETCH -> builder.pollUsingLockAndFetch(LOWER, UPPER).build();
            };
        scheduler.start();
        schedulers.add(scheduler);
      }
    }

    @Override
    public void close() {
      schedulers.forEach(Scheduler::stop);
      pool.close();
    }
  }
}
