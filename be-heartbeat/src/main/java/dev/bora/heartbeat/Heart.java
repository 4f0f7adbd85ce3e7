// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import dev.bora.db.Database;
import dev.bora.db.node.Fence;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats for one incarnation, on a platform thread of its own. Past the deadline, which is the
 * moment before the last beat that committed was sent plus the self-stop time, {@link #mayBegin}
 * says no: nothing may be begun that others may be doing already.
 */
public final class Heart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

  private final Database database;
  private final Fence fence;
  private final Duration selfStop;
  private final Runnable onFenced;
  private final AtomicLong lastSent;
  private final AtomicBoolean fenced = new AtomicBoolean();
  private final AtomicBoolean silent = new AtomicBoolean();
  private final ScheduledExecutorService thread;

  private Heart(Database database, Fence fence, BeatTimes times, Runnable onFenced) {
    this.database = database;
    this.fence = fence;
    this.selfStop = times.selfStop();
    this.onFenced = onFenced;
    this.lastSent = new AtomicLong(System.nanoTime());
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heart-" + fence.epoch()).factory());
  }

  /**
   * Starts to beat.
   *
   * @param onFenced told once, on the heart's thread, when the row says that others have the work
   *     now
   */
  public static Heart start(Database database, Fence fence, BeatTimes times, Runnable onFenced) {
    Heart heart = new Heart(database, fence, times, onFenced);
    long period = times.beat().toMillis();
    ScheduledFuture<?> _ =
        heart.thread.scheduleAtFixedRate(heart::beat, period, period, TimeUnit.MILLISECONDS);
    return heart;
  }

  private void beat() {
    if (fenced.get()) {
      return;
    }
    long sent = System.nanoTime();
    try {
      int rows = database.call(tables -> tables.incarnations().beat(fence.epoch()));
      if (rows == 0) {
        if (fenced.compareAndSet(false, true)) {
          LOG.warn("epoch {} of {} was fenced by others", fence.epoch(), fence.node());
          onFenced.run();
        }
        return;
      }
      lastSent.set(sent);
      if (silent.compareAndSet(true, false)) {
        LOG.info("epoch {} of {} beats again", fence.epoch(), fence.node());
      }
    } catch (RuntimeException exception) {
      if (silent.compareAndSet(false, true)) {
        LOG.warn(
            "epoch {} of {} cannot beat: {}", fence.epoch(), fence.node(), exception.getMessage());
      }
    }
  }

  /** Whether a step may be begun now. */
  public boolean mayBegin() {
    return !fenced.get() && System.nanoTime() - lastSent.get() < selfStop.toNanos();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
