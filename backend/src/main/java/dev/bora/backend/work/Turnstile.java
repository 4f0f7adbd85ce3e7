// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets files be worked on side by side, and a suspect with nothing beside it: so that when this
 * process dies of it, nothing else can have been the cause.
 */
final class Turnstile {
  /** Work that hangs in one storage area must not keep all other work waiting for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

  /** A way through; closed by the thread that got it. */
  interface Pass extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for the suspect that is being worked on, if there is one. */
  Pass withOthers() {
    lock.readLock().lock();
    return lock.readLock()::unlock;
  }

  /**
   * Waits until nothing else is being worked on.
   *
   * @throws CrowdedException if that does not come about in time: to be tried again later
   */
  Pass alone() {
    try {
      if (lock.writeLock().tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return lock.writeLock()::unlock;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    throw new CrowdedException();
  }

  /** There is always something beside it at the moment. */
  static final class CrowdedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CrowdedException() {
      super("something else is being worked on all the time");
    }
  }
}
