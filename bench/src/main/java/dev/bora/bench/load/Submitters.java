// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients. */
public final class Submitters {
  private Submitters() {}

  /** One submission. */
  public interface Submission {
    void submit(int number) throws Exception;
  }

  /** Submits numbers from 0, each once, in order but for threads that pass one another. */
  public static void run(int threads, int requests, Submission submission)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        ends.add(
            executor.submit(() -> {
              for (int number = next.getAndIncrement();
                  number < requests;
                  number = next.getAndIncrement()) {
                submission.submit(number);
              }
              return null;
            }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
  }
}
