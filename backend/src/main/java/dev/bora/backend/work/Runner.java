// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.queue.ClaimLostException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.RequestRow;
import dev.bora.db.table.Step;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs claimed files in their rooms, each on a virtual thread. */
public final class Runner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final Tools tools;
  private final RoomPlan plan;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger running = new AtomicInteger();

  /** With a room for every kind and goal. */
  public Runner(Tools tools, RoomPlan plan) {
    this.tools = tools;
    this.plan = plan;
  }

  /** Which room a file belongs into. */
  public interface RoomPlan {
    /** By the request's kind and the file's goal. */
    Room room(RequestRow request, FileRow row);
  }

  /**
   * Runs a file that this incarnation has claimed.
   *
   * @return what became of it; empty if it is not this incarnation's any more, or will be tried
   *     again
   */
  public CompletableFuture<Optional<Result>> run(FileRow row) {
    running.incrementAndGet();
    return CompletableFuture.supplyAsync(() -> attempt(row), threads)
        .whenComplete((_, _) -> running.decrementAndGet());
  }

  /** How many files are being worked on. */
  public int running() {
    return running.get();
  }

  private Optional<Result> attempt(FileRow row) {
    try {
      return Optional.of(work(row));
    } catch (ClaimLostException | FencedException | Task.DeadlinePassedException stop) {
      LOG.info("file {} left to others: {}", row.id(), stop.getMessage());
      return Optional.empty();
    } catch (DatabaseUnavailableException away) {
      LOG.warn("file {} waits for the database", row.id());
      again(row);
      return Optional.empty();
    } catch (RuntimeException bug) {
      LOG.error("file {} stopped by an error of Bora's own", row.id(), bug);
      return bugged(row);
    }
  }

  private Result work(FileRow row) {
    Task task = Task.open(tools, row);
    try {
      return plan.room(task.request(), row).run(task);
    } catch (IOException failure) {
      LOG.warn("file {} at {}: {}", row.id(), row.place(), failure.getMessage());
      return unfinished(row, task, Failures.result(failure));
    }
  }

  /** Nothing is lost by ending a file that has touched nothing public; another one must go on. */
  private Result unfinished(FileRow row, Task task, Result reason) {
    Step step = currentStep(row);
    if (step == null || step == Step.CREATE) {
      return task.failed(reason);
    }
    again(row);
    return new Result(TStatusCode.SRM_INTERNAL_ERROR, reason.explanation());
  }

  private @Nullable Step currentStep(FileRow row) {
    FileRow now = tools.fence().call(tables -> tables.files().byId(row.id()));
    return now == null ? null : now.step();
  }

  private Optional<Result> bugged(FileRow row) {
    try {
      Step step = currentStep(row);
      if (step == null || step == Step.CREATE) {
        Result result = new Result(TStatusCode.SRM_INTERNAL_ERROR, "Internal error");
        tools.claims().giveUp(row, result.status(), "Internal error");
        return Optional.of(result);
      }
    } catch (RuntimeException worse) {
      LOG.error("file {} could not be ended", row.id(), worse);
    }
    again(row);
    return Optional.empty();
  }

  /** As an adopter would: under a new claim, from the journal. */
  private void again(FileRow row) {
    if (!threads.isShutdown()) {
      CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> startAgain(row));
    }
  }

  private void startAgain(FileRow row) {
    try {
      threads.execute(() -> reclaim(row));
    } catch (RejectedExecutionException stopping) {
      LOG.info("file {} left to the next incarnation", row.id());
    }
  }

  private void reclaim(FileRow row) {
    try {
      tools.claims().renew(row.id()).ifPresent(renewed -> attempt(renewed));
    } catch (DatabaseUnavailableException away) {
      again(row);
    } catch (FencedException fenced) {
      LOG.info("file {} left to others: {}", row.id(), fenced.getMessage());
    }
  }

  /**
   * Waits for files that are being worked on; those that take too long are gone on with by the next
   * incarnation.
   */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} files are still being worked on", running());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
