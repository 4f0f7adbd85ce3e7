// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.backend.work.Attempts.Outcome;
import dev.bora.backend.work.Turnstile.CrowdedException;
import dev.bora.backend.work.Turnstile.Pass;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.RequestRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs claimed files in their rooms, each on a virtual thread. A file is in hand from its claim
 * until it has ended or is known to be somebody else's; between two attempts as well.
 */
public final class Runner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final Tools tools;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Turnstile turnstile = new Turnstile();
  private final Lanes lanes = Lanes.ofThisHost();
  private final InHand inHand = new InHand();
  private final HandBack handBack;
  private final Perseverance perseverance;
  private final Attempts attempts;

  /** With a room for every kind and goal; rooms may have this runner end other files. */
  public Runner(Tools tools, Function<Runner, RoomPlan> plan) {
    this(tools, plan, Perseverance.CLOCK);
  }

  /** The same; another one tells when pauses are over. */
  Runner(Tools tools, Function<Runner, RoomPlan> plan, Function<Duration, Executor> after) {
    this.tools = tools;
    this.handBack = new HandBack(tools, inHand);
    Retries retries = new Retries(tools.queue().retries(), tools.queue().retryPause());
    this.perseverance = new Perseverance(retries, after);
    this.attempts = new Attempts(tools, plan.apply(this), retries, perseverance);
  }

  /** Which room a file belongs into. */
  public interface RoomPlan {
    /** By the request's kind and the file's goal. */
    Room room(RequestRow request, FileRow row);
  }

  /**
   * Runs a file that this incarnation has claimed, at once: a caller waits for it.
   *
   * @return what became of it; empty if it is not this incarnation's any more, or will be tried
   *     again
   */
  public CompletableFuture<Optional<Result>> run(FileRow row) {
    inHand.take(row);
    Map<String, String> call = MDC.getCopyOfContextMap();
    try {
      return CompletableFuture.supplyAsync(() -> inContext(call, row), threads);
    } catch (RejectedExecutionException stopping) {
      leaveToNext(row);
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  /**
   * As {@link #run}, a bounded number of an area's files at a time: what was claimed or adopted.
   */
  public CompletableFuture<Optional<Result>> runQueued(FileRow row) {
    inHand.take(row);
    return inLane(row, false, MDC.getCopyOfContextMap());
  }

  /** As {@link #runQueued}, and others are held back a bit: a client waits for a few such files. */
  public CompletableFuture<Optional<Result>> runAwaited(FileRow row) {
    inHand.take(row);
    return inLane(row, true, MDC.getCopyOfContextMap());
  }

  private CompletableFuture<Optional<Result>> inLane(
      FileRow row, boolean awaited, @Nullable Map<String, String> call) {
    Queued queued = new Queued(row, awaited, call);
    lanes.enter(row.place().area(), queued);
    return queued.result;
  }

  /** These files are in hand from now on: they are run later, whatever happens. */
  public void expect(List<FileRow> files) {
    files.forEach(file -> inHand.take(file));
  }

  private void letGo(FileRow row) {
    perseverance.forget(row);
    inHand.letGo(row);
  }

  private void leaveToNext(FileRow row) {
    letGo(row);
    LOG.info("file {} left to the next incarnation", row.id());
  }

  /** A file in the lane of its area. */
  private final class Queued implements Lanes.Entrant {
    private final FileRow row;
    private final boolean awaited;
    private final @Nullable Map<String, String> call;
    private final CompletableFuture<Optional<Result>> result = new CompletableFuture<>();

    Queued(FileRow row, boolean awaited, @Nullable Map<String, String> call) {
      this.row = row;
      this.awaited = awaited;
      this.call = call;
    }

    @Override
    public long share() {
      return row.share();
    }

    @Override
    public boolean isAwaited() {
      return awaited;
    }

    @Override
    public void start() {
      try {
        threads.execute(this::work);
      } catch (RejectedExecutionException stopping) {
        stop();
      }
    }

    private void work() {
      try {
        if (!goesElsewhere()) {
          result.complete(inContext(call, row));
        }
      } catch (RuntimeException | Error failure) {
        result.completeExceptionally(failure);
        throw failure;
      } finally {
        lanes.leave(row.place().area(), this);
      }
    }

    @Override
    public boolean goesElsewhere() {
      boolean gone = handBack.isDone(row);
      if (gone) {
        result.complete(Optional.empty());
      }
      return gone;
    }

    @Override
    public void stop() {
      leaveToNext(row);
      result.complete(Optional.empty());
    }
  }

  /** What waits in an area and is better done by another backend goes back to the queue. */
  void handBackWaiting(String area) {
    lanes.thin(area);
  }

  /** Runs a file as part of the work on another one, on the caller's thread. */
  public Optional<Result> runWithin(FileRow row) {
    inHand.take(row);
    return attempt(row, () -> {});
  }

  /** How many files are in hand. */
  public int running() {
    return inHand.size();
  }

  /**
   * Waits for all files in hand to end.
   *
   * @return how many have not when the time is over
   */
  public int awaitNone(Duration atMost) throws InterruptedException {
    return inHand.awaitNone(atMost);
  }

  /** Of some files, those that are not in hand here. */
  public List<Long> missing(List<Long> fileIds) {
    return inHand.missing(fileIds);
  }

  /** The logs of the work name the client's call, as far as one is known. */
  private Optional<Result> inContext(@Nullable Map<String, String> call, FileRow row) {
    if (call != null) {
      MDC.setContextMap(call);
    }
    try {
      return inTurn(row);
    } finally {
      MDC.clear();
    }
  }

  private Optional<Result> inTurn(FileRow row) {
    try {
      Pass pass = row.suspect() ? turnstile.alone() : turnstile.withOthers();
      return attempt(row, pass);
    } catch (CrowdedException crowded) {
      LOG.info("file {} waits to run alone: {}", row.id(), crowded.getMessage());
      again(row);
      return Optional.empty();
    }
  }

  private Optional<Result> attempt(FileRow row, Pass pass) {
    boolean over = true;
    try (pass) {
      Outcome outcome = attempts.make(row);
      over = outcome.isOver();
      return outcome.result();
    } finally {
      if (over) {
        letGo(row);
      } else {
        again(row);
      }
    }
  }

  /** As an adopter would: under a new claim, from the journal. */
  private void again(FileRow row) {
    Map<String, String> call = MDC.getCopyOfContextMap();
    perseverance.later(row, () -> startAgain(row, call));
  }

  private void startAgain(FileRow row, @Nullable Map<String, String> call) {
    try {
      threads.execute(() -> reclaim(row, call));
    } catch (RejectedExecutionException stopping) {
      leaveToNext(row);
    }
  }

  private void reclaim(FileRow row, @Nullable Map<String, String> call) {
    if (handBack.isDone(row)) {
      letGo(row);
      return;
    }
    if (tools.areas().changeRefusal(row.place().area()).isPresent()) {
      again(row);
      return;
    }
    try {
      Optional<FileRow> renewed = tools.claims().renew(row.id());
      if (renewed.isPresent()) {
        inHand.take(renewed.get());
        CompletableFuture<Optional<Result>> _ = inLane(renewed.get(), false, call);
      } else {
        letGo(row);
      }
    } catch (FencedException fenced) {
      letGo(row);
      LOG.info("file {} left to others: {}", row.id(), fenced.getMessage());
    } catch (RuntimeException away) {
      again(row);
    }
  }

  /**
   * Waits for files that are being worked on; those that take too long are gone on with by the next
   * incarnation.
   */
  @Override
  public void close() {
    threads.shutdown();
    lanes.close();
    try {
      if (!threads.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} files are still being worked on", running());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
