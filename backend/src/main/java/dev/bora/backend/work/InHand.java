// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The files in a backend's hands, by id. */
final class InHand {
  private final Set<Long> ids = new HashSet<>();

  synchronized void take(long id) {
    ids.add(id);
  }

  synchronized void letGo(long id) {
    ids.remove(id);
    if (ids.isEmpty()) {
      notifyAll();
    }
  }

  synchronized int size() {
    return ids.size();
  }

  /** Of some files, those that are not among them. */
  synchronized List<Long> missing(List<Long> some) {
    return some.stream().filter(id -> !ids.contains(id)).toList();
  }

  /** Waits until there is none; how many there still are when the time is over. */
  synchronized int awaitNone(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (!ids.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    return ids.size();
  }
}
