// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.db.ServerWatch;
import dev.bora.frontend.call.Backends;
import dev.bora.frontend.call.GivenUpException;
import dev.bora.rpc.client.BackendWithoutDatabaseException;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The way to the backends, who are asked, and waited for, as long as the database takes changes.
 * Backends need it as well, and ask for patience while it does not; clients are told at once
 * instead.
 */
final class WatchfulBackends implements Backends, AutoCloseable {
  private final Backends backends;
  private final ServerWatch database;
  private final Duration look;
  private final Consumer<String> givenUp;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rpc-call-", 0).factory());

  /**
   * Over another way.
   *
   * @param database whether it takes changes
   * @param look how long a call may last before it is asked whether the database answers, again and
   *     again
   * @param givenUp is told the ids of operations whose answers are not waited for
   */
  WatchfulBackends(
      Backends backends, ServerWatch database, Duration look, Consumer<String> givenUp) {
    this.backends = backends;
    this.database = database;
    this.look = look;
    this.givenUp = givenUp;
  }

  @Override
  public BackendCalls calls(Duration total, Consumer<String> answeredBy) {
    return watched(backends.calls(total, answeredBy));
  }

  @Override
  public BackendCalls callsAt(String address, Duration total, Consumer<String> answeredBy) {
    return watched(backends.callsAt(address, total, answeredBy));
  }

  private BackendCalls watched(BackendCalls calls) {
    return (BackendCalls)
        Proxy.newProxyInstance(
            BackendCalls.class.getClassLoader(),
            new Class<?>[] {BackendCalls.class},
            (_, method, arguments) -> call(calls, method, arguments));
  }

  private Object call(BackendCalls calls, Method method, Object[] arguments) throws Throwable {
    if (database.isAway()) {
      throw GivenUpException.notAsked();
    }
    Future<Object> answer = threads.submit(() -> method.invoke(calls, arguments));
    try {
      return awaited(answer);
    } catch (TimeoutException | InterruptedException end) {
      answer.cancel(true);
      givenUp.accept(((CallContext) arguments[0]).operationId());
      throw GivenUpException.notWaitedFor(end);
    } catch (ExecutionException failed) {
      Throwable own = thrown(failed);
      if (own instanceof BackendWithoutDatabaseException) {
        givenUp.accept(((CallContext) arguments[0]).operationId());
      }
      throw own;
    }
  }

  private static Throwable thrown(ExecutionException failed) {
    Throwable cause = failed.getCause();
    Throwable own = cause instanceof InvocationTargetException ? cause.getCause() : cause;
    return own == null ? failed : own;
  }

  private Object awaited(Future<Object> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      try {
        return answer.get(look.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        if (!database.answers()) {
          throw late;
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw stop;
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
