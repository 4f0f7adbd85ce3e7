// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.db.DatabaseUnavailableException.Trouble;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the beats of a process say of the database, and how long one may take before that says
 * something as well. A change is logged, and nothing else.
 */
final class Verdict {
  private static final Logger LOG = LoggerFactory.getLogger(Verdict.class);

  /** How long the database may take for a beat before it is said to be away. */
  private static final Duration PATIENCE = Duration.ofMillis(1_100);

  /** While a process is young: its first beats wait for classes and connections. */
  private static final Duration YOUNG_PATIENCE = Duration.ofMillis(1_600);

  /** So many beats are the first. */
  private static final int FIRST = 5;

  /**
   * For so long calls that come meanwhile wait for the next beat instead of being refused at once:
   * a server that stood still for a moment, under load, is no outage, and a client that is refused
   * comes back at once with all that it has.
   */
  private static final Duration MOMENT = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private int answered;
  private @Nullable Trouble trouble;
  private long since;

  /**
   * Before the first beat.
   *
   * @param nanos a clock that no one sets, in nanoseconds
   */
  Verdict(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A beat was answered, and what it wrote is committed. */
  synchronized void well() {
    answered++;
    if (trouble != null) {
      LOG.info("the database is there again");
    }
    trouble = null;
  }

  /** A beat failed, or has taken too long. */
  synchronized void troubled(Trouble now, String reason) {
    if (trouble != now) {
      LOG.warn("{}: {}", now.sentence(), reason);
      since = nanos.getAsLong();
    }
    trouble = now;
  }

  /** Null if it is well, as far as is known. */
  synchronized @Nullable Trouble trouble() {
    return trouble;
  }

  /** Whether the trouble began a moment ago, so that it may be over with the next beat. */
  synchronized boolean isNews() {
    return trouble != null && nanos.getAsLong() - since < MOMENT.toNanos();
  }

  /** For the beat that is under way. */
  synchronized Duration patience() {
    return answered < FIRST ? YOUNG_PATIENCE : PATIENCE;
  }

  /** What is wrong with the database, for operators; empty if nothing is. */
  synchronized Optional<String> sentence() {
    if (trouble != null) {
      return Optional.of(trouble.sentence());
    }
    return answered > 0 ? Optional.empty() : Optional.of("the database was not reached yet");
  }
}
