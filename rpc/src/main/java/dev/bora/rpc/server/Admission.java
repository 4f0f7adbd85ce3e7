// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the calls that are being run: no more than a limit, and none once it is closed. */
final class Admission {

  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private int inside;
  private boolean closed;

  Admission(int limit) {
    this.limit = limit;
  }

  /** Lets a call in, which then must {@link #leave}; false if it is refused. */
  boolean tryEnter() {
    lock.lock();
    try {
      if (closed || inside == limit) {
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

  void close() {
    lock.lock();
    try {
      closed = true;
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
