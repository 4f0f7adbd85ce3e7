// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what waits here for an area that does not work on this host back to the queue: another
 * backend may be able to do it.
 */
public final class Returns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

  private final OpenAreas areas;
  private final Runner runner;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("returns").factory());

  private Returns(OpenAreas areas, Runner runner) {
    this.areas = areas;
    this.runner = runner;
  }

  /** Starts to look at the areas. */
  public static Returns start(OpenAreas areas, Runner runner, Duration interval) {
    Returns returns = new Returns(areas, runner);
    ScheduledFuture<?> _ =
        returns.thread.scheduleWithFixedDelay(
            returns::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return returns;
  }

  private void look() {
    try {
      areas.all().stream()
          .filter(area -> !area.works())
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
