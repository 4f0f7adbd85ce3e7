// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.AreaCondition.State;
import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one storage area: a thread of its own makes and removes a directory inside the hidden
 * folder, again and again. A frozen file system lets it wait, a read-only one refuses it; one whose
 * server is away does the former too, because names, unlike times and modes, are not changed in a
 * client's cache alone.
 *
 * <p>Whoever asks judges from the moment at which the last probe was begun: the thread that hangs
 * need not say so. When its call returns, the area works again.
 */
public final class AreaWatch implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AreaWatch.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final String area;
  private final WatchTimes times;
  private final RawName mark;
  private final Consumer<AreaCondition> listener;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread prober;
  private final Thread teller;
  private volatile Probe probe = new Probe(AreaCondition.WORKING, false, 0);

  /**
   * The probe as far as it is known.
   *
   * @param last what the last one that has returned found
   * @param running whether one is on its way
   * @param begun when that one was, by {@link System#nanoTime}
   */
  private record Probe(AreaCondition last, boolean running, long begun) {}

  private AreaWatch(
      String area,
      String watcher,
      Descriptor hidden,
      WatchTimes times,
      Consumer<AreaCondition> listener) {
    this.area = area;
    this.times = times;
    this.listener = listener;
    this.mark = RawName.of("watch." + watcher);
    this.prober =
        Thread.ofPlatform().daemon().name("probe-" + area).unstarted(() -> probeAll(hidden));
    this.teller = Thread.ofPlatform().daemon().name("watch-" + area).unstarted(this::tellAll);
  }

  /**
   * Begins to watch an area that was found to be working just now.
   *
   * @param watcher names this process among those that watch the same area: no slash; the same name
   *     after a restart, so that what one process leaves behind the next one removes
   * @param listener told of every change, on a thread that no file system can stop; it must not
   *     wait for long
   */
  static AreaWatch start(
      String area,
      String watcher,
      HiddenFolders folders,
      WatchTimes times,
      Consumer<AreaCondition> listener)
      throws PosixException {
    // A descriptor of its own, closed by the probing thread: the area's may be closed, and their
    // numbers used again, while a probe hangs.
    Descriptor hidden =
        Posix.openAt(
            folders.hidden(), RawName.of("."), Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY), 0);
    AreaWatch watch = new AreaWatch(area, watcher, hidden, times, listener);
    watch.prober.start();
    watch.teller.start();
    return watch;
  }

  /** How the area is now; waits for nothing. */
  public AreaCondition now() {
    Probe seen = probe;
    return lateBy(seen).isNegative()
        ? seen.last
        : new AreaCondition(State.HUNG, "a change has not returned within " + times.deadlineText());
  }

  private Duration lateBy(Probe seen) {
    return seen.running
        ? Duration.ofNanos(System.nanoTime() - seen.begun).minus(times.deadline())
        : LONG.negated();
  }

  private void probeAll(Descriptor hidden) {
    try (hidden) {
      do {
        probe = new Probe(probe.last, true, System.nanoTime());
        news.release();
        AreaCondition found = attempt(hidden);
        probe = new Probe(found, false, 0);
        news.release();
      } while (!closing.await(times.interval().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (PosixException failure) {
      LOGGER.warn("storage area {}: {}", area, failure.getMessage());
    }
  }

  private AreaCondition attempt(Descriptor hidden) {
    try {
      make(hidden);
      HiddenRemoval _ = HiddenNames.removeDirectory(hidden, mark);
      return AreaCondition.WORKING;
    } catch (PosixException failure) {
      return judge(failure);
    }
  }

  // One that a process left behind when it died between the two calls is as good.
  private void make(Descriptor hidden) throws PosixException {
    try {
      Posix.makeDirectory(hidden, mark, 0700);
    } catch (PosixException failure) {
      if (failure.errno() != Errno.EEXIST) {
        throw failure;
      }
    }
  }

  static AreaCondition judge(PosixException failure) {
    return switch (failure.errno()) {
      // It answers: what is full can be read, and be emptied.
      case ENOSPC, EDQUOT, EINTR -> AreaCondition.WORKING;
      default -> AreaCondition.refused(failure);
    };
  }

  private void tellAll() {
    AreaCondition told = AreaCondition.WORKING;
    try {
      while (closing.getCount() > 0) {
        AreaCondition now = now();
        if (!now.equals(told)) {
          told = now;
          tell(now);
        }
        Duration left = lateBy(probe).negated();
        boolean _ =
            news.tryAcquire(
                left.isNegative() ? LONG.toMillis() : left.toMillis() + 1, TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(AreaCondition now) {
    if (now.works()) {
      LOGGER.info("storage area {} works again", area);
    } else {
      LOGGER.warn("storage area {} does not work: {}: {}", area, now.state(), now.detail());
    }
    try {
      listener.accept(now);
    } catch (RuntimeException bug) {
      LOGGER.error("the listener to storage area {} stumbled", area, bug);
    }
  }

  /** Stops; a probe that hangs is left behind, and ends when its call returns. */
  @Override
  public void close() {
    closing.countDown();
    news.release();
    try {
      if (now().state() != State.HUNG && !prober.join(STOP_PATIENCE)) {
        LOGGER.warn("the probe of storage area {} did not stop in time", area);
      }
      if (!teller.join(STOP_PATIENCE)) {
        LOGGER.warn("the listener to storage area {} did not stop in time", area);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
