// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.filesystem.AreaCondition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the database how one incarnation finds its storage areas: at the start, and within a
 * second of every change. What could not be written is written when the database is back.
 */
public final class AreaBoard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AreaBoard.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_DETAIL = 255;

  private final OpenAreas areas;
  private final Fence fence;
  private final Map<String, AreaCondition> written = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  private AreaBoard(OpenAreas areas, Fence fence) {
    this.areas = areas;
    this.fence = fence;
    this.thread = Thread.ofVirtual().name("areas-" + fence.epoch()).unstarted(this::writeAll);
  }

  /** Begins to write for an incarnation. */
  public static AreaBoard start(OpenAreas areas, Fence fence) {
    AreaBoard board = new AreaBoard(areas, fence);
    board.thread.start();
    return board;
  }

  private void writeAll() {
    try {
      do {
        writeChanges();
      } while (!stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (FencedException fenced) {
      LOG.info("no more news of storage areas: {}", fenced.getMessage());
    }
  }

  private void writeChanges() {
    try {
      for (OpenArea area : areas.all()) {
        AreaCondition now = area.now();
        if (!now.equals(written.get(area.name()))) {
          fence.run(tables ->
              tables.areaStates().put(fence.epoch(), area.name(), now.state().name(), detail(now)));
          written.put(area.name(), now);
        }
      }
    } catch (DatabaseUnavailableException away) {
      LOG.debug("the state of storage areas is written later: {}", away.getMessage());
    } catch (FencedException fenced) {
      throw fenced;
    } catch (RuntimeException bug) {
      LOG.error("the state of storage areas was not written", bug);
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
    stopped.countDown();
    try {
      if (!thread.join(STOP_PATIENCE)) {
        LOG.warn("news of storage areas did not stop in time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
