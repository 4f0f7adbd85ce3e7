// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AreaThreadsTest {
  @Test
  void refusesAtOnceWhenThreadsAndQueueAreFull() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (AreaThreads threads = new AreaThreads("x", 1, 1);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first =
          callers.submit(() ->
              threads.call(() -> {
                running.countDown();
                awaitQuietly(release);
                return Thread.currentThread().getName();
              }));
      running.await();
      Future<Boolean> second =
          callers.submit(() -> threads.call(() -> Thread.currentThread().isVirtual()));
      while (threads.load().waiting() == 0) {
        Thread.onSpinWait();
      }
      assertThat(threads.load().running()).isEqualTo(1);
      assertThat(threads.load().oldest()).isPositive();
      assertThatThrownBy(() -> threads.call(() -> "third"))
          .isInstanceOf(AreaBusyException.class)
          .hasMessageContaining("1 file system calls running")
          .hasMessageContaining("1 waiting");
      release.countDown();
      assertThat(first.get()).startsWith("area-x-");
      assertThat(second.get()).isFalse();
      while (threads.load().running() > 0) {
        Thread.onSpinWait();
      }
      assertThat(threads.load()).isEqualTo(new AreaLoad(0, 0, Duration.ZERO));
    }
  }

  @Test
  void passesOnWhatTheWorkThrows() throws Exception {
    try (AreaThreads threads = new AreaThreads("x", 1, 1)) {
      IOException failure = new IOException("mine");
      assertThatThrownBy(() ->
              threads.call(() -> {
                throw failure;
              }))
          .isSameAs(failure);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
