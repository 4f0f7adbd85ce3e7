// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import dev.bora.bench.server.BenchServer.Target;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.TriggerBuilder;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.spi.OperableTrigger;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz with its clustered store. */
public final class QuartzCluster implements Contender {
  private static final int THREADS = 20;
  private static final int CHUNK = 500;

  @Override
  public String name() {
    return "quartz";
  }

  @Override
  public String settings() {
    return "2.5.2; clustered, %d threads, batches of %d acquired within the lock"
        .formatted(THREADS, THREADS);
  }

  @Override
  public int most() {
    return 3_000;
  }

  @Override
  public void create(Target target) throws IOException, SQLException {
    Pools.run(target, tables());
  }

  @Override
  public String leftQuery() {
    return "SELECT COUNT(*) FROM QRTZ_TRIGGERS";
  }

  @Override
  public Session open(Target target, Ledger ledger) throws SchedulerException {
    return new Open(target, Pools.connectorJ(target, 64, ""), ledger);
  }

  private static String tables() throws IOException {
    try (InputStream script =
        JobStoreTX.class.getResourceAsStream(
            "/org/quartz/impl/jdbcjobstore/tables_mysql_innodb.sql")) {
      if (script == null) {
        throw new IOException("Quartz has no tables for MySQL");
      }
      return new String(script.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n"));
    }
  }

  /** Never run: the factory makes what is. */
  public static final class Empty implements Job {
    @Override
    public void execute(org.quartz.JobExecutionContext context) {
      throw new IllegalStateException("made by nobody");
    }
  }

  /** Tells when the end of a trigger is durable. */
  @SuppressWarnings("unchecked") // the library's own override
  private static final class TellingStore extends JobStoreTX {
    private final Ledger ledger;

    TellingStore(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public void triggeredJobComplete(
        OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction) {
      super.triggeredJobComplete(trigger, job, instruction);
      ledger.done(Integer.parseInt(job.getKey().getName()));
    }
  }

  private static final class Open implements Session {
    private final HikariDataSource pool;
    private final Ledger ledger;
    private final String source;
    private final List<Scheduler> schedulers = new ArrayList<>();

    Open(Target target, HikariDataSource pool, Ledger ledger) throws SchedulerException {
      this.pool = pool;
      this.ledger = ledger;
      this.source = target.schema();
      DBConnectionManager.getInstance()
          .addConnectionProvider(
              source,
              new ConnectionProvider() {
                @Override
                public Connection getConnection() throws SQLException {
                  return pool.getConnection();
                }

                @Override
                public void shutdown() {}

                @Override
                public void initialize() {}
              });
      schedulers.add(scheduler("first"));
    }

    private Scheduler scheduler(String instance) throws SchedulerException {
      SimpleThreadPool threads = new SimpleThreadPool(THREADS, Thread.NORM_PRIORITY);
      TellingStore store = new TellingStore(ledger);
      store.setInstanceName(source);
      store.setInstanceId(instance + "-" + ProcessHandle.current().pid());
      store.setDataSource(source);
      store.setIsClustered(true);
      store.setAcquireTriggersWithinLock(true);
      store.setTablePrefix("QRTZ_");
      store.setUseProperties("true");
      store.setMisfireThreshold(3_600_000);
      DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
      factory.createScheduler(
          source,
          instance + "-" + ProcessHandle.current().pid(),
          threads,
          new DefaultThreadExecutor(),
          store,
          null,
          null,
          0,
          1_000,
          1_000,
          false,
          null,
          THREADS,
          0);
      Scheduler scheduler = factory.getScheduler(source);
      // All of a cluster have one name, of which the library knows one in a process.
      SchedulerRepository.getInstance().remove(source);
      scheduler.setJobFactory((bundle, _) -> {
        int number = Integer.parseInt(bundle.getJobDetail().getKey().getName());
        return _ -> ledger.ran(number);
      });
      return scheduler;
    }

    @Override
    public void submit(int number) throws SchedulerException {
      schedulers
          .get(number % schedulers.size())
          .scheduleJob(job(number), Set.of(now(number)), true);
    }

    private static JobDetail job(int number) {
      return JobBuilder.newJob(Empty.class)
          .withIdentity(String.valueOf(number))
          .requestRecovery()
          .build();
    }

    private static Trigger now(int number) {
      return TriggerBuilder.newTrigger().withIdentity(String.valueOf(number)).startNow().build();
    }

    @Override
    public void submitAll(int from, int to) throws SchedulerException {
      for (int next = from; next < to; next += CHUNK) {
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        for (int number = next; number < Math.min(to, next + CHUNK); number++) {
          jobs.put(job(number), Set.of(now(number)));
        }
        schedulers.getFirst().scheduleJobs(jobs, true);
      }
    }

    @Override
    public void start(int first, int workers) throws SchedulerException {
      // one there is, for submissions
      for (int worker = first + 1; worker < first + workers; worker++) {
        schedulers.add(scheduler("worker-" + worker));
      }
      for (Scheduler scheduler : schedulers) {
        scheduler.start();
      }
    }

    @Override
    public void close() {
      try {
        for (Scheduler scheduler : schedulers) {
          scheduler.shutdown(true);
        }
      } catch (SchedulerException failure) {
        throw new IllegalStateException(failure);
      }
      pool.close();
    }
  }
}
