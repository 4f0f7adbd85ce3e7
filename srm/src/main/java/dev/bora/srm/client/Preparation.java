// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Waits until a put or get request has a TURL, asking more and more rarely. */
final class Preparation {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_FAILURES = 5;

  private static final Set<TStatusCode> UNDER_WAY =
      Set.of(
          TStatusCode.SRM_REQUEST_QUEUED,
          TStatusCode.SRM_REQUEST_INPROGRESS,
          TStatusCode.SRM_REQUEST_SUSPENDED);
  private static final Set<TStatusCode> READY =
      Set.of(TStatusCode.SRM_SPACE_AVAILABLE, TStatusCode.SRM_FILE_PINNED, TStatusCode.SRM_SUCCESS);

  /** Asks for the status of the request. */
  @FunctionalInterface
  interface StatusCall {
    PreparedFile ask() throws IOException;
  }

  private final long until;
  private final Duration timeout;
  private Duration pause = FIRST_PAUSE;
  private int failures;

  Preparation(Duration timeout) {
    this.timeout = timeout;
    this.until = System.nanoTime() + timeout.toNanos();
  }

  /**
   * Waits.
   *
   * @param first what the request was answered with
   * @throws SrmStatusException the file failed
   * @throws SocketTimeoutException it is neither ready nor failed when the time is over
   */
  PreparedFile await(PreparedFile first, StatusCall again) throws IOException {
    PreparedFile file = first;
    while (!READY.contains(file.status().statusCode())) {
      if (!UNDER_WAY.contains(file.status().statusCode())) {
        throw new SrmStatusException(file.status());
      }
      if (System.nanoTime() - until > 0) {
        throw new SocketTimeoutException(
            "no TURL within %d s: %s"
                .formatted(
                    timeout.toSeconds(), new SrmStatusException(file.status()).getMessage()));
      }
      sleep();
      file = ask(file, again);
    }
    if (file.turl() == null || file.turl().isBlank()) {
      throw new ProtocolException(
          "the server answers " + file.status().statusCode() + " without a TURL");
    }
    return file;
  }

  /** A status call changes nothing: one that failed is repeated, by another frontend perhaps. */
  private PreparedFile ask(PreparedFile before, StatusCall again) throws IOException {
    try {
      PreparedFile now = again.ask();
      if (now.status().statusCode() == TStatusCode.SRM_INTERNAL_ERROR
          && ++failures <= MOST_FAILURES) {
        return before;
      }
      failures = 0;
      return now;
    } catch (IOException e) {
      if (++failures > MOST_FAILURES) {
        throw e;
      }
      return before;
    }
  }

  private void sleep() throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.max(1, Math.min(pause.toNanos(), until - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
    Duration next = pause.multipliedBy(2);
    pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }
}
