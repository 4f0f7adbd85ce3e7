// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.table.FileRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The files in a backend's hands, by id. One that is let go under one claim may have come back
 * under another meanwhile.
 */
final class InHand {
  private final Map<Long, Integer> claims = new HashMap<>();

  synchronized void take(FileRow row) {
    claims.put(row.id(), row.claim());
  }

  synchronized void letGo(FileRow row) {
    claims.remove(row.id(), row.claim());
    if (claims.isEmpty()) {
      notifyAll();
    }
  }

  synchronized int size() {
    return claims.size();
  }

  /** Of some files, those that are not among them. */
  synchronized List<Long> missing(List<Long> some) {
    return some.stream().filter(id -> !claims.containsKey(id)).toList();
  }

  /** Waits until there is none; how many there still are when the time is over. */
  synchronized int awaitNone(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (!claims.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    return claims.size();
  }
}
