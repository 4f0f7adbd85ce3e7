// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The bounded platform threads of one area: a native call pins a virtual thread's carrier, and a
 * hung one for ever.
 *
 * <p>While the area is hung, what runs stays in the kernel; what waits for a thread is refused, and
 * nothing new is taken.
 */
final class AreaThreads implements AutoCloseable {
  private final String area;
  private final ThreadPoolExecutor executor;
  private final Map<Thread, Long> started = new ConcurrentHashMap<>();
  private volatile Supplier<AreaCondition> condition = () -> AreaCondition.WORKING;

  private static final class Work<T> extends FutureTask<T> {
    Work(Callable<T> call) {
      super(call);
    }

    void refuse(IOException reason) {
      setException(reason);
    }
  }

  AreaThreads(String area, int threads, int queue) {
    this.area = area;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(queue),
            // Daemons: a call that hangs in the kernel must not keep the process from ending.
            Thread.ofPlatform().name("area-" + area + "-", 1).daemon().factory());
    this.executor.allowCoreThreadTimeOut(true);
  }

  <T> T call(AreaCall<T> call) throws IOException, InterruptedException {
    Work<T> task = new Work<>(() -> timed(call));
    queue(task);
    try {
      return task.get();
    } catch (ExecutionException failure) {
      throw rethrown(requireNonNull(failure.getCause()));
    } catch (InterruptedException interrupted) {
      // Not begun, it never will be; in the kernel, nothing stops it.
      executor.remove(task);
      throw interrupted;
    }
  }

  private void queue(Work<?> task) throws AreaBusyException {
    if (isHung()) {
      throw new AreaHungException(area, condition.get());
    }
    try {
      executor.execute(task);
    } catch (RejectedExecutionException full) {
      throw new AreaBusyException(area, load());
    }
    // Those that were waiting may have been refused just before this one joined them.
    if (isHung() && executor.remove(task)) {
      throw new AreaHungException(area, condition.get());
    }
  }

  private boolean isHung() {
    return condition.get().state() == AreaCondition.State.HUNG;
  }

  /** From now on asks this how the area is, before it takes a call. */
  void heed(Supplier<AreaCondition> now) {
    condition = now;
  }

  /** To be called when the area is found hung: refuses what waits for a thread. */
  void refuseWaiting(AreaCondition hung) {
    List<Runnable> waiting = new ArrayList<>();
    executor.getQueue().drainTo(waiting);
    for (Runnable task : waiting) {
      if (task instanceof Work<?> work) {
        work.refuse(new AreaHungException(area, hung));
      }
    }
  }

  private <T> T timed(AreaCall<T> call) throws IOException {
    started.put(Thread.currentThread(), System.nanoTime());
    try {
      return call.run();
    } finally {
      started.remove(Thread.currentThread());
    }
  }

  static IOException rethrown(Throwable cause) {
    return switch (cause) {
      case IOException failure -> failure;
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      default -> throw new IllegalStateException("a file system call threw", cause);
    };
  }

  AreaLoad load() {
    long now = System.nanoTime();
    long oldest = started.values().stream().mapToLong(start -> now - start).max().orElse(0);
    return new AreaLoad(started.size(), executor.getQueue().size(), Duration.ofNanos(oldest));
  }

  @Override
  public void close() throws IOException {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new AreaBusyException(area, load());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(
          "interrupted while storage area " + area + " was being closed", interrupted);
    }
  }
}
