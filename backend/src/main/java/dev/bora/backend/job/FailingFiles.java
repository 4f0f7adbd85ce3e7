// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files at which a job has failed: told once each, and looked at again after pauses that double.
 * Remembers a bounded number of them, and of more the latest. For any threads: a round that hangs
 * with its storage area may outlast the next.
 */
final class FailingFiles {
  static final Duration SHORTEST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofHours(1);
  static final int MOST = 10_000;

  private final Map<Long, Pause> pauses = new LinkedHashMap<>();

  private record Pause(long since, Duration length) {}

  /** Whether it is not failing, or its pause is over; times are of {@link System#nanoTime}. */
  synchronized boolean isDue(long fileId, long now) {
    Pause pause = pauses.get(fileId);
    return pause == null || now - pause.since() >= pause.length().toNanos();
  }

  /** It has failed; whether that is news. */
  synchronized boolean failed(long fileId, long now) {
    Pause last = pauses.remove(fileId);
    pauses.put(fileId, new Pause(now, last == null ? SHORTEST : doubled(last.length())));
    if (pauses.size() > MOST) {
      pauses.remove(pauses.keySet().iterator().next());
    }
    return last == null;
  }

  private static Duration doubled(Duration length) {
    Duration twice = length.multipliedBy(2);
    return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }

  /** It fails no more. */
  synchronized void forget(long fileId) {
    pauses.remove(fileId);
  }
}
