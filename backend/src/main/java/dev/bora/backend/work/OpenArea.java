// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.filesystem.AreaCall;
import dev.bora.filesystem.AreaCondition;
import dev.bora.filesystem.AreaWatch;
import dev.bora.filesystem.StorageArea;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A storage area of the site, open on this host.
 *
 * @param config what the site file says of it
 * @param disk its file system
 * @param watch says how it is
 */
public record OpenArea(dev.bora.site.StorageArea config, StorageArea disk, AreaWatch watch) {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Work that waits for the disk. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws IOException;
  }

  /** Its name. */
  public String name() {
    return config.name();
  }

  /** Whether it takes changes now: if not, nothing is claimed or begun for it. */
  public boolean works() {
    return watch.now().works();
  }

  /** What a client is told who wants something changed; empty if the area works. */
  public Optional<Result> changeRefusal() {
    AreaCondition now = watch.now();
    return now.works() ? Optional.empty() : Optional.of(Failures.refusal(name(), now));
  }

  /** What a client is told who wants to look; empty if the area can be read. */
  public Optional<Result> readRefusal() {
    AreaCondition now = watch.now();
    return now.readable() ? Optional.empty() : Optional.of(Failures.refusal(name(), now));
  }

  /**
   * Does work on a thread of its own, and waits for its end as long as the area works: one that
   * hangs must not keep a job from the other areas.
   *
   * @return false if the area does not work, or stopped working meanwhile: then the work may go on
   *     when the area does
   */
  public boolean whileItWorks(Work work) throws IOException, InterruptedException {
    if (!works()) {
      return false;
    }
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          work.run();
          return true;
        });
    Thread _ = Thread.ofVirtual().name("work-" + name()).start(task);
    while (true) {
      try {
        return task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException running) {
        if (!works()) {
          return false;
        }
      } catch (ExecutionException failure) {
        throw rethrown(failure);
      }
    }
  }

  private static IOException rethrown(ExecutionException failure) {
    return switch (failure.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> throw new IllegalStateException(failure);
    };
  }

  /** Runs a piece of file system work on one of the area's own threads. */
  public <T> T onDisk(AreaCall<T> work) throws IOException {
    try {
      return disk.call(work);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(exception);
    }
  }
}
