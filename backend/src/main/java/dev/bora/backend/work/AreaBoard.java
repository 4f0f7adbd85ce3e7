// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.filesystem.AreaCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the database how one incarnation finds its storage areas: at the start, and whenever
 * that changes. What could not be written is written when the database is back.
 */
public final class AreaBoard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AreaBoard.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_DETAIL = 255;

  private final OpenAreas areas;
  private final Fence fence;
  private final Map<String, AreaCondition> written = new HashMap<>();
  private final Semaphore news = new Semaphore(1);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Runnable> listening = new ArrayList<>();
  private final Thread thread;

  private AreaBoard(OpenAreas areas, Fence fence) {
    this.areas = areas;
    this.fence = fence;
    this.thread = Thread.ofVirtual().name("areas-" + fence.epoch()).unstarted(this::writeAll);
  }

  /** Begins to write for an incarnation. */
  public static AreaBoard start(OpenAreas areas, Fence fence) {
    AreaBoard board = new AreaBoard(areas, fence);
    for (OpenArea area : areas.all()) {
      board.listening.add(area.watch().listen(_ -> board.news.release()));
    }
    board.thread.start();
    return board;
  }

  private void writeAll() {
    boolean due = true;
    try {
      while (!stopped.get()) {
        if (due) {
          boolean _ = news.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } else {
          news.acquire();
        }
        news.drainPermits();
        due = !writeChanges();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (FencedException fenced) {
      LOG.info("no more news of storage areas: {}", fenced.getMessage());
    }
  }

  /** Whether all is written now. */
  private boolean writeChanges() {
    try {
      for (OpenArea area : areas.all()) {
        AreaCondition now = area.watch().now();
        if (!now.equals(written.get(area.name()))) {
          fence.run(tables ->
              tables.areaStates().put(fence.epoch(), area.name(), now.state().name(), detail(now)));
          written.put(area.name(), now);
        }
      }
      return true;
    } catch (DatabaseUnavailableException away) {
      LOG.debug("the state of storage areas is written later: {}", away.getMessage());
      return false;
    } catch (FencedException fenced) {
      throw fenced;
    } catch (RuntimeException bug) {
      LOG.error("the state of storage areas was not written", bug);
      return false;
    }
  }

  private static @Nullable String detail(AreaCondition now) {
    if (now.works()) {
      return null;
    }
    return now.detail().substring(0, Math.min(now.detail().length(), LONGEST_DETAIL));
  }

  /** Stops; not interrupted, for that would cut the connection to the database. */
  @Override
  public void close() {
    listening.forEach(Runnable::run);
    stopped.set(true);
    news.release();
    try {
      if (!thread.join(STOP_PATIENCE)) {
        LOG.warn("news of storage areas did not stop in time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
