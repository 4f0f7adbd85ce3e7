// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static java.util.Objects.requireNonNull;

import dev.bora.filesystem.AreaCondition.State;
import dev.bora.filesystem.posix.PosixException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one storage area on a thread of its own, so that a node starts with those areas that
 * answer. One whose opening hangs, or fails by what its file system says of itself at the moment,
 * is waited for, or tried again until it succeeds; what else is wrong is a mistake that no waiting
 * mends, and is thrown to who starts the node.
 *
 * @param <T> what the open area is
 */
public final class AreaOpening<T extends Closeable> implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AreaOpening.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final String area;
  private final Opener<T> opener;
  private final WatchTimes times;
  private final AreaCondition hung;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Whether the first attempt has returned in time; its failure, if it was a mistake. */
  private final CompletableFuture<Boolean> first = new CompletableFuture<>();

  private volatile Attempt attempt;
  private volatile @Nullable T open;

  /** Opens the area once. */
  @FunctionalInterface
  public interface Opener<T> {
    /** May hang in the kernel. */
    T open() throws IOException;
  }

  /**
   * An attempt as far as it is known.
   *
   * @param last what the one before it found; never WORKING
   * @param running whether it is on its way
   * @param begun when it was, by {@link System#nanoTime}
   */
  private record Attempt(AreaCondition last, boolean running, long begun) {}

  private AreaOpening(String area, Opener<T> opener, WatchTimes times) {
    this.area = area;
    this.opener = opener;
    this.times = times;
    this.hung =
        new AreaCondition(
            State.HUNG, "its opening has not returned within " + times.deadlineText());
    this.attempt = new Attempt(hung, false, 0);
    // A platform thread, because a native call pins its carrier; a daemon, because a hung one must
    // not keep the process from ending.
    this.thread = Thread.ofPlatform().daemon().name("open-" + area).unstarted(this::openAtLast);
  }

  /**
   * Begins.
   *
   * @param times between two attempts, and after which one hangs
   */
  public static <T extends Closeable> AreaOpening<T> start(
      String area, Opener<T> opener, WatchTimes times) {
    AreaOpening<T> opening = new AreaOpening<>(area, opener, times);
    CompletableFuture<Boolean> _ =
        opening.first.completeOnTimeout(false, times.deadline().toMillis(), TimeUnit.MILLISECONDS);
    opening.thread.start();
    return opening;
  }

  /**
   * Waits until the area is open or known not to be open yet: for the deadline at most.
   *
   * @throws IOException a mistake that stands until somebody mends it
   */
  public void awaitFirst() throws IOException {
    try {
      if (!first.get()) {
        LOGGER.warn("storage area {} is not open yet: {}: {}", area, hung.state(), hung.detail());
      }
    } catch (ExecutionException mistake) {
      throw AreaThreads.rethrown(requireNonNull(mistake.getCause()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(stop);
    }
  }

  /** The area's name in the site's configuration. */
  public String name() {
    return area;
  }

  /** The open area; empty as long as it is not. */
  public Optional<T> opened() {
    return Optional.ofNullable(open);
  }

  /**
   * The open area.
   *
   * @throws AreaNotOpenException as long as it is not
   */
  public T get() throws AreaNotOpenException {
    T now = open;
    if (now == null) {
      throw new AreaNotOpenException(area, obstacle());
    }
    return now;
  }

  /** Why the area is not open, or was not the moment before; never WORKING. */
  public AreaCondition obstacle() {
    Attempt seen = attempt;
    return isLate(seen) ? hung : seen.last;
  }

  private boolean isLate(Attempt seen) {
    return seen.running && System.nanoTime() - seen.begun >= times.deadline().toNanos();
  }

  private void openAtLast() {
    try {
      boolean over;
      do {
        over = isOver();
      } while (!over && !closing.await(times.interval().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** One attempt; whether it was the last one. */
  private boolean isOver() {
    attempt = new Attempt(attempt.last, true, System.nanoTime());
    try {
      keep(opener.open());
      return true;
    } catch (IOException | RuntimeException | Error failure) {
      if (!mayPass(failure) && first.completeExceptionally(failure)) {
        return true;
      }
      notYet(failure);
      return false;
    }
  }

  /**
   * Whether it is something that a file system says of itself at the moment: that it takes no
   * changes, is full, is damaged, or that its device or server is away. A path that is missing or
   * forbidden is none of that, nor what this process has run out of.
   */
  static boolean mayPass(Throwable failure) {
    return failure instanceof PosixException posix
        && switch (posix.errno()) {
          case EROFS, ENOSPC, EDQUOT -> true;
          case EIO, EREMOTEIO, ENXIO, ENODEV, EBADMSG, EUCLEAN -> true;
          case ESTALE, ETIMEDOUT, ENOTCONN, ESHUTDOWN, ECONNREFUSED, ECONNRESET, ECONNABORTED ->
              true;
          case EHOSTDOWN, EHOSTUNREACH, ENETDOWN, ENETUNREACH -> true;
          case EINTR, EAGAIN -> true;
          default -> false;
        };
  }

  private void notYet(Throwable failure) {
    AreaCondition found = judge(failure);
    if (!found.equals(attempt.last)) {
      LOGGER.warn(
          "storage area {} is not open yet: {}",
          area,
          failure instanceof IOException ? failure.getMessage() : failure.toString());
    }
    attempt = new Attempt(found, false, 0);
    boolean _ = first.complete(true);
  }

  private static AreaCondition judge(Throwable failure) {
    // Clients are told of it: no paths.
    if (failure instanceof PosixException posix) {
      AreaCondition refused = AreaCondition.refused(posix);
      return new AreaCondition(refused.state(), refused.detail() + " at its opening");
    }
    return new AreaCondition(State.FAILING, "refused at its opening");
  }

  private void keep(T found) {
    synchronized (this) {
      if (closing.getCount() > 0) {
        open = found;
        if (!first.complete(true)) {
          LOGGER.info("storage area {} is open now", area);
        }
        return;
      }
    }
    close(found);
  }

  private void close(T found) {
    try {
      found.close();
    } catch (IOException failure) {
      LOGGER.warn("storage area {} was not closed: {}", area, failure.getMessage());
    }
  }

  /** Closes the area, or stops trying; an attempt that hangs is left behind. */
  @Override
  public void close() {
    T now;
    synchronized (this) {
      closing.countDown();
      now = open;
    }
    if (now != null) {
      close(now);
    } else if (!isLate(attempt)) {
      awaitEnd();
    }
  }

  /** What an attempt has made in the hidden folder it takes away itself. */
  private void awaitEnd() {
    try {
      if (!thread.join(STOP_PATIENCE)) {
        LOGGER.warn("the opening of storage area {} did not stop in time", area);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
