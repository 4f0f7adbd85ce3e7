// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.heartbeat.Heart;
import dev.bora.heartbeat.Leases;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each job at its interval, if this incarnation has the job's lease. */
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final Leases leases;
  private final Heart heart;
  private final ScheduledExecutorService threads;
  private final AtomicBoolean stopping = new AtomicBoolean();

  private Jobs(Leases leases, Heart heart, ScheduledExecutorService threads) {
    this.leases = leases;
    this.heart = heart;
    this.threads = threads;
  }

  /** Starts all jobs. */
  public static Jobs start(Fence fence, Heart heart, List<Job> jobs) {
    ScheduledExecutorService threads =
        Executors.newScheduledThreadPool(
            jobs.size(), Thread.ofPlatform().daemon().name("job-", 0).factory());
    Jobs started = new Jobs(new Leases(fence), heart, threads);
    for (Job job : jobs) {
      long interval = job.interval().toMillis();
      ScheduledFuture<?> _ =
          threads.scheduleWithFixedDelay(
              () -> started.round(job), interval, interval, TimeUnit.MILLISECONDS);
    }
    return started;
  }

  private void round(Job job) {
    try {
      if (heart.mayBegin() && leases.hold(job.name())) {
        job.run(() -> !stopping.get() && heart.mayBegin());
      }
    } catch (FencedException | DatabaseUnavailableException stop) {
      LOG.debug("job {} stopped: {}", job.name(), stop.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      LOG.error("job {} stumbled", job.name(), failure);
    }
  }

  /** Waits for running rounds; not interrupted, for that would cut connections to the database. */
  @Override
  public void close() {
    stopping.set(true);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a job did not stop in time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
