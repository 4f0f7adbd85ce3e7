// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.Tables;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.RequestRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes work out of the queue for one storage area: when a frontend names it, else by looking at
 * every interval. Shares are drawn from in turn, so that one user's backlog delays another's single
 * file by one round only. While the area does not work, nothing is taken.
 */
public final class ClaimLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimLoop.class);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  /** One by one, in the transaction for which beats wait. The frontend does not wait for more. */
  private static final int MOST_NAMED = 50;

  private final Tools tools;
  private final Runner runner;
  private final OpenArea disk;
  private final String area;
  private final Duration interval;
  private final int batch;
  private final Semaphore places;
  private final Semaphore wake = new Semaphore(0);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Thread thread;

  /**
   * Starts to look.
   *
   * @param interval between two looks without a nudge
   * @param batch files claimed at a time, at most
   * @param places files in hand at a time, at most
   */
  public ClaimLoop(
      Tools tools, Runner runner, OpenArea area, Duration interval, int batch, int places) {
    this.tools = tools;
    this.runner = runner;
    this.disk = area;
    this.area = area.name();
    this.interval = interval;
    this.batch = batch;
    this.places = new Semaphore(places);
    this.thread = Thread.ofVirtual().name("claims-" + this.area).start(this::loop);
  }

  private void loop() {
    boolean complaining = false;
    while (!stopped.get()) {
      try {
        while (!stopped.get() && claimRound()) {
          // More may wait.
        }
        complaining = false;
        boolean _ = wake.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      } catch (FencedException fenced) {
        LOG.info("no more claims in {}: {}", area, fenced.getMessage());
        return;
      } catch (DatabaseUnavailableException away) {
        if (!complaining) {
          LOG.warn("claims in {} wait for the database", area);
          complaining = true;
        }
        pause();
      } catch (RuntimeException bug) {
        LOG.error("claims in {} stumbled", area, bug);
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  // What this host's mount does not let it do, another backend may be able to.
  private boolean mayClaim() {
    return tools.heart().mayBegin() && disk.works();
  }

  private boolean mayLook() {
    return mayClaim() && !tools.drain().isOn();
  }

  /** One turn over all shares; whether it took anything. */
  private boolean claimRound() throws InterruptedException {
    if (!mayLook()) {
      return false;
    }
    List<Long> shares = new ArrayList<>(tools.claims().shares(area));
    Collections.shuffle(shares);
    boolean took = false;
    for (long share : shares) {
      if (stopped.get() || !mayLook()) {
        return false;
      }
      int most = Math.max(1, batch / shares.size());
      took |= claim(share, most);
    }
    return took;
  }

  private boolean claim(long share, int most) throws InterruptedException {
    if (!places.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    int free = 1;
    while (free < most && places.tryAcquire()) {
      free++;
    }
    List<FileRow> rows = List.of();
    try {
      rows = tools.claims().claimOldest(area, share, 0, free);
    } finally {
      places.release(free - rows.size());
    }
    for (FileRow row : rows) {
      CompletableFuture<Optional<Result>> _ = start(row);
    }
    return !rows.isEmpty();
  }

  private CompletableFuture<Optional<Result>> start(FileRow row) {
    return runner.runQueued(row).whenComplete((_, _) -> places.release());
  }

  /**
   * Claims files that a frontend has named, if there is room and none of the same user's wait
   * before them. Also while this backend drains, as long as it is asked: the client waits.
   *
   * @return what becomes of those that were claimed, by file id
   */
  public Map<Long, CompletableFuture<Optional<Result>>> nudge(long share, List<Long> fileIds) {
    Map<Long, CompletableFuture<Optional<Result>>> started = new LinkedHashMap<>();
    int wanted = Math.min(fileIds.size(), MOST_NAMED);
    if (mayClaim() && places.tryAcquire(wanted)) {
      List<FileRow> rows = List.of();
      try {
        rows = tools.claims().claimNamed(area, share, fileIds.subList(0, wanted));
      } finally {
        places.release(wanted - rows.size());
      }
      rows.forEach(row -> started.put(row.id(), start(row)));
    }
    if (started.size() < fileIds.size()) {
      wake.release();
    }
    return started;
  }

  /** The share of a request's files. */
  public static long share(Tables tables, long requestId) {
    RequestRow request = tables.requests().byId(requestId);
    return request == null ? 0 : request.share();
  }

  /**
   * Takes nothing more. The thread is not interrupted: that would cut its connection to the
   * database.
   */
  @Override
  public void close() {
    stopped.set(true);
    wake.release();
    try {
      if (!thread.join(STOP_PATIENCE)) {
        LOG.warn("claims in {} did not stop in time", area);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
