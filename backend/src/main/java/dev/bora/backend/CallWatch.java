// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import dev.bora.rpc.contract.AskAgainException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.MDC;

/**
 * Waits for calls, and no longer for those that last while the database is in trouble: what they
 * have begun goes on, and their clients are told that it is not known.
 */
final class CallWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** A frontend asks a second backend then, and tells its client after half a second. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final RecentTrouble trouble;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory());

  CallWatch(RecentTrouble trouble) {
    this.trouble = trouble;
  }

  /**
   * Makes a call.
   *
   * @throws AskAgainException it lasts, and the database is the reason
   * @throws InvocationTargetException with what the call itself has thrown
   */
  Object make(Callable<Object> call) throws Throwable {
    Map<String, String> context = MDC.getCopyOfContextMap();
    long begin = System.nanoTime();
    Future<Object> answer =
        threads.submit(() -> {
          if (context != null) {
            MDC.setContextMap(context);
          }
          return call.call();
        });
    while (true) {
      try {
        return answer.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException lasting) {
        if (System.nanoTime() - begin > PATIENCE.toNanos() && trouble.isThere()) {
          throw AskAgainException.withoutDatabase("the database is in trouble", lasting);
        }
      } catch (ExecutionException failed) {
        Throwable cause = failed.getCause();
        throw cause == null ? failed : cause;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new AskAgainException("this backend stops", stopped);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
