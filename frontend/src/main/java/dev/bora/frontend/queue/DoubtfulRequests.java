// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.table.RequestRow;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.GivenUpException;
import dev.bora.rpc.client.BackendCallException;
import dev.bora.rpc.contract.AbortRequestArgs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests whose commit got no answer. One that turns out to be committed after its client was told
 * of an error is aborted, so that the error leaves nothing behind.
 */
public final class DoubtfulRequests implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DoubtfulRequests.class);

  private final Database database;
  private final Duration pause;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("doubtful-", 0).factory());
  private final AtomicInteger open = new AtomicInteger();

  /**
   * In this database.
   *
   * @param pause between looks for a request after its client was answered
   */
  public DoubtfulRequests(Database database, Duration pause) {
    this.database = database;
    this.pause = pause;
  }

  /** How many are not settled yet. */
  public int open() {
    return open.get();
  }

  /**
   * Looks for a request whose commit got no answer.
   *
   * @param patience how long at most
   * @return the request, or empty if it certainly is not there and never will be
   * @throws DatabaseUnavailableException if that cannot be told in time
   */
  public Optional<RequestRow> look(
      String token, Duration patience, DatabaseUnavailableException reason) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Future<Optional<RequestRow>> look = threads.submit(() -> decided(token));
      try {
        return look.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException failed) {
        if (!(failed.getCause() instanceof DatabaseUnavailableException) || !sleepUntil(end)) {
          throw reason;
        }
      } catch (TimeoutException late) {
        throw reason;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw reason;
      }
    }
  }

  /**
   * A locking read: while the transaction may still commit, it holds the token's row, and this
   * waits.
   */
  private Optional<RequestRow> decided(String token) {
    return database.call(tables -> Optional.ofNullable(tables.requests().lockByToken(token)));
  }

  private static boolean sleepUntil(long end) {
    long left = end - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The client is told of an error: if the request is there after all, it is aborted. */
  public void abort(String token, Call call) {
    LOG.warn("{}: the commit of request {} is in doubt", call.requestId(), token);
    settle(token, () -> isSettled(token, call));
  }

  /**
   * A synchronous call was given up: what was not begun of it by the time that the database returns
   * is not begun any more, for its client may have asked for something else.
   */
  public void tooLate(String operationId) {
    settle(operationId, () -> isSettled(operationId));
  }

  private void settle(String token, BooleanSupplier settled) {
    open.incrementAndGet();
    threads.execute(() -> {
      try {
        while (!settled.getAsBoolean()) {
          // Nobody tells when the database is back: it is asked again.
          Thread.sleep(pause);
        }
      } catch (InterruptedException stopped) {
        LOG.warn("request {} stays in doubt: this node stops; it ends with its time", token);
        Thread.currentThread().interrupt();
      } finally {
        open.decrementAndGet();
      }
    });
  }

  private boolean isSettled(String operationId) {
    try {
      database.run(tables -> tables.requests().endTime(operationId));
      return true;
    } catch (DatabaseUnavailableException notYet) {
      LOG.debug("operation {} is not settled yet: {}", operationId, notYet.toString());
      return false;
    } catch (RuntimeException broken) {
      LOG.error("operation {} is not settled", operationId, broken);
      return true;
    }
  }

  private boolean isSettled(String token, Call call) {
    try {
      if (decided(token).isPresent()) {
        call.backend().abortRequest(call.operation(), new AbortRequestArgs(token));
        LOG.info("{}: request {} was committed, and is aborted", call.requestId(), token);
      }
      return true;
    } catch (DatabaseUnavailableException | BackendCallException | GivenUpException notYet) {
      LOG.debug("request {} is still in doubt: {}", token, notYet.toString());
      return false;
    } catch (RuntimeException broken) {
      LOG.error("request {} stays in doubt; it ends with its time", token, broken);
      return true;
    }
  }

  /** Gives up what is not settled. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
