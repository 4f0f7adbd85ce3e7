// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.table.FileRow;
import dev.bora.filesystem.AreaHungException;
import dev.bora.filesystem.AreaNotOpenException;
import dev.bora.filesystem.posix.PosixException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in hand that fail and cannot be given up, as something with a public name may have been
 * touched: they are tried again for ever, after pauses that grow. The log is told each reason once.
 * A backend that takes the file over begins anew.
 */
final class Perseverance {
  /** When a pause is over. */
  static final Function<Duration, Executor> CLOCK =
      pause -> CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(Perseverance.class);

  private final Retries retries;
  private final Function<Duration, Executor> after;
  private final Map<Long, Trouble> troubles = new ConcurrentHashMap<>();

  /**
   * What a file has met.
   *
   * @param reason of the last failure
   * @param failures how many there were that were not its area's
   */
  private record Trouble(String reason, int failures) {}

  /**
   * Beside what is tried again so often only.
   *
   * @param after runs what is to be run after a pause
   */
  Perseverance(Retries retries, Function<Duration, Executor> after) {
    this.retries = retries;
    this.after = after;
  }

  /** It has failed, and is to be tried again. */
  void failed(FileRow row, IOException failure) {
    String reason = reason(failure);
    Trouble last = troubles.get(row.id());
    int failures = last == null ? 0 : last.failures();
    troubles.put(row.id(), new Trouble(reason, isOfItsArea(failure) ? failures : failures + 1));
    if (last == null || !last.reason().equals(reason)) {
      LOG.warn(
          "file {} at {} is tried again until it succeeds: {}",
          row.id(),
          row.place(),
          failure.getMessage());
    }
  }

  /** Without the object: the name of a hidden entry is another one with each claim. */
  private static String reason(IOException failure) {
    return failure instanceof PosixException posix
        ? posix.operation() + ' ' + posix.number()
        : String.valueOf(failure.getMessage());
  }

  /**
   * Whether it is the area that hangs or is not open yet: it is watched, and the file goes on soon
   * after the area does.
   */
  static boolean isOfItsArea(IOException failure) {
    return failure instanceof AreaHungException || failure instanceof AreaNotOpenException;
  }

  /** Runs what tries a file again, after the pause that its last failure asks for. */
  void later(FileRow row, Runnable attempt) {
    Duration pause = pause(row.id()).or(() -> retries.pause(row.id())).orElse(FIRST_PAUSE);
    after.apply(pause).execute(attempt);
  }

  private Optional<Duration> pause(long fileId) {
    Trouble trouble = troubles.get(fileId);
    if (trouble == null || trouble.failures() == 0) {
      return Optional.empty();
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(trouble.failures() - 1, 20));
    return Optional.of(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  /** What had failed has not this time. */
  void succeeded(FileRow row) {
    if (troubles.remove(row.id()) != null) {
      LOG.info("file {} at {} has succeeded now", row.id(), row.place());
    }
  }

  /** It is in hand no more. */
  void forget(FileRow row) {
    retries.forget(row.id());
    troubles.remove(row.id());
  }
}
