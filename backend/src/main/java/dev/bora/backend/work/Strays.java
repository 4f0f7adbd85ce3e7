// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence.FencedException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds files that the database says are this incarnation's and that nobody here works on: a claim
 * whose commit was in doubt when a connection broke. They are gone on with as an adopter would.
 */
public final class Strays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
  private static final int MOST = 100_000;

  private final Tools tools;
  private final Runner runner;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("strays").factory());
  private Set<Long> suspects = Set.of();

  private Strays(Tools tools, Runner runner) {
    this.tools = tools;
    this.runner = runner;
  }

  /**
   * Starts to look.
   *
   * @param interval a file that is missed at two looks is a stray
   */
  public static Strays start(Tools tools, Runner runner, Duration interval) {
    Strays strays = new Strays(tools, runner);
    ScheduledFuture<?> _ =
        strays.thread.scheduleWithFixedDelay(
            strays::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return strays;
  }

  private void look() {
    try {
      List<Long> held = tools.fence().call(t -> t.queue().heldIds(tools.fence().epoch(), MOST));
      Set<Long> missing = new HashSet<>(runner.missing(held));
      missing.stream().filter(suspects::contains).sorted().forEach(this::fetch);
      suspects = missing;
    } catch (FencedException | DatabaseUnavailableException stop) {
      LOG.debug("no look for strays: {}", stop.getMessage());
    } catch (RuntimeException bug) {
      LOG.error("the look for strays stumbled", bug);
    }
  }

  private void fetch(long fileId) {
    tools
        .claims()
        .renew(fileId)
        .ifPresent(row -> {
          LOG.info("file {} was claimed when a connection broke; it goes on", fileId);
          CompletableFuture<Optional<Result>> _ = runner.runQueued(row);
        });
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
