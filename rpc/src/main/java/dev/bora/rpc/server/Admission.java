// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the calls that are being run: no more than a limit, and none while it refuses. */
final class Admission {

  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private int inside;
  private boolean refusing;

  Admission(int limit) {
    this.limit = limit;
  }

  /** Lets a call in, which then must {@link #leave}; false if it is refused. */
  boolean tryEnter() {
    lock.lock();
    try {
      if (refusing || inside == limit) {
        return false;
      }
      inside++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      if (inside == 0) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody is let in from now on. */
  void refuse(boolean on) {
    lock.lock();
    try {
      refusing = on;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nobody is inside; how many still are when the time is over. */
  int awaitEmpty(Duration atMost) throws InterruptedException {
    long remaining = TimeUnit.NANOSECONDS.convert(atMost);
    lock.lock();
    try {
      while (inside > 0 && remaining > 0) {
        remaining = empty.awaitNanos(remaining);
      }
      return inside;
    } finally {
      lock.unlock();
    }
  }
}
