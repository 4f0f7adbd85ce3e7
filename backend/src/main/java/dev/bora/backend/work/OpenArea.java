// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.filesystem.AreaCall;
import dev.bora.filesystem.AreaCondition;
import dev.bora.filesystem.AreaLimits;
import dev.bora.filesystem.AreaOpening;
import dev.bora.filesystem.AreaWatch;
import dev.bora.filesystem.StorageArea;
import dev.bora.filesystem.WatchTimes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A storage area of the site, open on this host: from the start, or as soon as its file system lets
 * it be opened. Until then it does not work, as if it had stopped to.
 */
public final class OpenArea implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final dev.bora.site.StorageArea config;
  private final AreaOpening<Watched> opening;

  /**
   * What is there once the area is open.
   *
   * @param disk its file system
   * @param watch says how it is
   */
  private record Watched(StorageArea disk, AreaWatch watch) implements Closeable {
    static Watched open(dev.bora.site.StorageArea config, String node) throws IOException {
      StorageArea disk = StorageArea.open(config.name(), config.root(), AreaLimits.DEFAULT);
      try {
        return new Watched(disk, disk.watch(node, WatchTimes.DEFAULT));
      } catch (IOException | RuntimeException failure) {
        disk.close();
        throw failure;
      }
    }

    @Override
    public void close() throws IOException {
      watch.close();
      disk.close();
    }
  }

  /**
   * Begins to open an area.
   *
   * @param config what the site file says of it
   * @param node this node's name
   */
  OpenArea(dev.bora.site.StorageArea config, String node) {
    this.config = config;
    this.opening =
        AreaOpening.start(config.name(), () -> Watched.open(config, node), WatchTimes.DEFAULT);
  }

  /**
   * Waits until it is open, or known not to be open yet.
   *
   * @throws IOException a mistake that no waiting mends
   */
  void awaitFirst() throws IOException {
    opening.awaitFirst();
  }

  /** Work that waits for the disk. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws IOException;
  }

  /** What the site file says of it. */
  public dev.bora.site.StorageArea config() {
    return config;
  }

  /** Its file system: for work that {@link #onDisk} runs, which runs nothing before it is open. */
  public StorageArea disk() {
    return opening
        .opened()
        .map(Watched::disk)
        .orElseThrow(() -> new IllegalStateException(name() + " is not open yet"));
  }

  /** How it is now; waits for nothing. */
  public AreaCondition now() {
    return opening.opened().map(open -> open.watch().now()).orElseGet(opening::obstacle);
  }

  /** Its name. */
  public String name() {
    return config.name();
  }

  /** Whether it takes changes now: if not, nothing is claimed or begun for it. */
  public boolean works() {
    return now().works();
  }

  /** What a client is told who wants something changed; empty if the area works. */
  public Optional<Result> changeRefusal() {
    AreaCondition now = now();
    return now.works() ? Optional.empty() : Optional.of(Failures.refusal(name(), now));
  }

  /** What a client is told who wants to look; empty if the area can be read. */
  public Optional<Result> readRefusal() {
    AreaCondition now = now();
    return now.readable() && opening.opened().isPresent()
        ? Optional.empty()
        : Optional.of(Failures.refusal(name(), now));
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

  /**
   * Runs a piece of file system work on one of the area's own threads.
   *
   * @throws dev.bora.filesystem.AreaNotOpenException if the area is not open yet
   */
  public <T> T onDisk(AreaCall<T> work) throws IOException {
    try {
      return opening.get().disk().call(work);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(exception);
    }
  }

  @Override
  public void close() {
    opening.close();
  }
}
