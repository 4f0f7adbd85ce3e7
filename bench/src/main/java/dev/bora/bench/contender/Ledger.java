// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What became of each of a run's requests, which are numbered from 0. */
public final class Ledger {
  private final AtomicIntegerArray runs;
  private final AtomicLongArray doneAt;
  private final AtomicLong lastDone = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong firstRun = new AtomicLong();
  private final CountDownLatch left;

  /** Of so many requests. */
  public Ledger(int size) {
    this.runs = new AtomicIntegerArray(size);
    this.doneAt = new AtomicLongArray(size);
    this.left = new CountDownLatch(size);
  }

  /** A request's body was run. */
  public void ran(int number) {
    if (firstRun.get() == 0) {
      firstRun.compareAndSet(0, System.nanoTime());
    }
    runs.incrementAndGet(number);
  }

  /** A request's end is durable, as of now. */
  public void done(int number) {
    long now = System.nanoTime();
    if (doneAt.compareAndSet(number, 0, now)) {
      lastDone.accumulateAndGet(now, Math::max);
      left.countDown();
    }
  }

  /** Waits until all have ended; false if they have not within this time. */
  public boolean await(Duration atMost) throws InterruptedException {
    return left.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How many requests there are. */
  public int size() {
    return runs.length();
  }

  /** How many have not ended. */
  public long left() {
    return left.getCount();
  }

  /** When one ended, on {@link System#nanoTime}; 0 if it has not. */
  public long doneAt(int number) {
    return doneAt.get(number);
  }

  /** When the first body ran, on {@link System#nanoTime}; 0 if none has. */
  public long firstRun() {
    return firstRun.get();
  }

  /** When the last one so far ended, on {@link System#nanoTime}. */
  public long lastDone() {
    return lastDone.get();
  }

  /** How many bodies were run more than once. */
  public long repeated() {
    long repeated = 0;
    for (int number = 0; number < runs.length(); number++) {
      if (runs.get(number) > 1) {
        repeated++;
      }
    }
    return repeated;
  }
}
