// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import com.zaxxer.hikari.HikariDataSource;
import dev.bora.bench.server.BenchServer.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.mariadb.MariaDbStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/** JobRunr, the open source edition. */
public final class JobRunrQueue implements Contender {
  private static final int THREADS = 32;

  /** It takes no shorter one. */
  private static final Duration POLL = Duration.ofSeconds(5);

  private static final int CHUNK = 5_000;

  /** Ten million take longer than five minutes. */
  private static final int MOST_FINISHED = 1_000_000;

  private static final int CHUNK_FINISHED = 100_000;

  @Override
  public String name() {
    return "jobrunr";
  }

  @Override
  public String settings() {
    return ("8.7.0; %d threads, polling every %d s, its shortest; one million finished jobs behind"
            + " where others have ten million, which would take more than five minutes")
        .formatted(THREADS, POLL.toSeconds());
  }

  @Override
  public int most() {
    return 10_000;
  }

  @Override
  public void create(Target target) {
    try (HikariDataSource pool = Pools.mariadb(target, 2)) {
      // it makes its tables when it is opened
      new MariaDbStorageProvider(pool).close();
    }
  }

  @Override
  public String leftQuery() {
    return "SELECT COUNT(*) FROM jobrunr_jobs WHERE state != 'SUCCEEDED'";
  }

  /** Jobs that have succeeded, which it keeps for 36 hours; nothing reads their texts. */
  @Override
  public List<String> finishedRows(int rows) {
    String statement =
        """
        INSERT INTO jobrunr_jobs (id, version, jobAsJson, jobSignature, state, createdAt, updatedAt)
        SELECT UUID(), 3, RPAD('{}', 1500, ' '), '%s.run(%s)', 'SUCCEEDED', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
        FROM seq_1_to_%d
        """
            .formatted(EmptyHandler.class.getName(), Empty.class.getName(), CHUNK_FINISHED);
    return Collections.nCopies(Math.min(rows, MOST_FINISHED) / CHUNK_FINISHED, statement);
  }

  @Override
  public Session open(Target target, Ledger ledger) {
    return new Open(Pools.mariadb(target, 64), ledger);
  }

  /** A request with nothing to do. */
  public record Empty(int number) implements JobRequest {
    @Override
    public Class<EmptyHandler> getJobRequestHandler() {
      return EmptyHandler.class;
    }
  }

  /** Does nothing but note that it was called. */
  public static final class EmptyHandler implements JobRequestHandler<Empty> {
    private final Ledger ledger;

    EmptyHandler(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public void run(Empty request) {
      ledger.ran(request.number());
    }
  }

  private static int number(Job job) {
    return ((Empty) job.getJobDetails().getJobParameterValues()[0]).number();
  }

  /** Tells when a success is durable. */
  private static final class TellingProvider extends MariaDbStorageProvider {
    private final Ledger ledger;

    TellingProvider(HikariDataSource pool, Ledger ledger) {
      super(pool);
      this.ledger = ledger;
    }

    @Override
    public Job save(Job job) {
      Job saved = super.save(job);
      tell(saved);
      return saved;
    }

    @Override
    public List<Job> save(List<Job> jobs) {
      List<Job> saved = super.save(jobs);
      saved.forEach(this::tell);
      return saved;
    }

    private void tell(Job job) {
      if (job.getState() == StateName.SUCCEEDED) {
        ledger.done(number(job));
      }
    }
  }

  private static final class Open implements Session {
    private final HikariDataSource pool;
    private final TellingProvider provider;
    private final JobRequestScheduler scheduler;
    private final EmptyHandler handler;
    private final List<BackgroundJobServer> servers = new ArrayList<>();

    Open(HikariDataSource pool, Ledger ledger) {
      this.pool = pool;
      this.handler = new EmptyHandler(ledger);
      this.provider = new TellingProvider(pool, ledger);
      provider.setJobMapper(new JobMapper(new JacksonJsonMapper()));
      this.scheduler = new JobRequestScheduler(provider);
    }

    @Override
    public void submit(int number) {
      var _ = scheduler.enqueue(new Empty(number));
    }

    @Override
    public void submitAll(int from, int to) {
      for (int next = from; next < to; next += CHUNK) {
        scheduler.enqueue(IntStream.range(next, Math.min(to, next + CHUNK)).mapToObj(Empty::new));
      }
    }

    @Override
    public void start(int first, int workers) {
      for (int worker = 0; worker < workers; worker++) {
        BackgroundJobServer server =
            new BackgroundJobServer(
                provider,
                new JacksonJsonMapper(),
                new JobActivator() {
                  @Override
                  public <T> T activateJob(Class<T> type) {
                    return type.cast(handler);
                  }
                },
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                    .andPollInterval(POLL)
                    .andWorkerCount(THREADS));
        server.start();
        servers.add(server);
      }
    }

    @Override
    public void close() {
      servers.forEach(BackgroundJobServer::stop);
      provider.close();
      pool.close();
    }
  }
}
