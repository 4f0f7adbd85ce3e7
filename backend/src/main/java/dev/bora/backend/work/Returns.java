// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.node.Drain;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back to the queue what waits here for an area that does not work on this host, as another
 * backend may be able to do it; and whatever waits here while this backend drains.
 */
public final class Returns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

  private final OpenAreas areas;
  private final Drain drain;
  private final Runner runner;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("returns").factory());

  private Returns(Tools tools, Runner runner) {
    this.areas = tools.areas();
    this.drain = tools.drain();
    this.runner = runner;
  }

  /** Starts to look at the areas. */
  public static Returns start(Tools tools, Runner runner, Duration interval) {
    Returns returns = new Returns(tools, runner);
    ScheduledFuture<?> _ =
        returns.thread.scheduleWithFixedDelay(
            returns::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return returns;
  }

  /** Looks at once: the backend has begun to drain. */
  public void hurry() {
    try {
      thread.execute(this::look);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("nothing is given back any more");
    }
  }

  private void look() {
    try {
      areas.all().stream()
          .filter(area -> drain.isOn() || !area.works())
          .forEach(area -> runner.handBackWaiting(area.name()));
    } catch (RuntimeException bug) {
      LOG.error("the look for work of areas that do not work here stumbled", bug);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
