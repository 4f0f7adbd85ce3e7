// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import dev.bora.db.DatabaseUnavailableException.Trouble;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Waits for calls only as long as the server answers, and makes none while it is away. A stopped
 * server, or a network that swallows everything, breaks no connection: a statement would wait for
 * as long as the longest one may take.
 */
final class Vigil {
  /** A server that was restarted has ended all connections of the pool. */
  private static final int ATTEMPTS = 4;

  private static final ExecutorService THREADS =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("db-call-", 0).factory());

  private final Duration look;
  private final ServerWatch server;

  Vigil(Duration look, ServerWatch server) {
    this.look = look;
    this.server = server;
  }

  <T> T call(Function<Progress, T> work) {
    if (server.isAway()) {
      throw new DatabaseUnavailableException(Trouble.AWAY, null, false);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (DatabaseUnavailableException lost) {
        // not one that has waited for a connection already
        boolean worthIt = SqlErrors.isConnectionBroken(lost) && !lost.mayHaveCommitted();
        if (!worthIt || attempt == ATTEMPTS || !server.answers()) {
          throw lost;
        }
      }
    }
  }

  private <T> T once(Function<Progress, T> work) {
    Progress progress = new Progress();
    Future<T> running = THREADS.submit(() -> work.apply(progress));
    while (true) {
      try {
        return running.get(look.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        if (!server.answers()) {
          throw givenUp(running, progress, late);
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw givenUp(running, progress, stop);
      } catch (ExecutionException | CancellationException failed) {
        throw failed.getCause() instanceof RuntimeException problem
            ? problem
            : new IllegalStateException("a database call broke", failed);
      }
    }
  }

  /** The interrupt closes the call's connection, in whatever statement it waits. */
  private static DatabaseUnavailableException givenUp(
      Future<?> running, Progress progress, Exception reason) {
    boolean undone = progress.giveUp();
    running.cancel(true);
    return new DatabaseUnavailableException(Trouble.AWAY, reason, !undone);
  }
}
