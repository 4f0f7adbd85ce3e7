// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The parts of one call, some at a time: in a row, thousands would outlast its time limit. */
final class Abreast {
  /** One call's share of the connections to the database. */
  static final int AT_ONCE = 16;

  private Abreast() {}

  /**
   * Does the same for each, on threads of their own. Nothing of it runs any more on return.
   *
   * @return the outcomes, in the order of the parts
   * @throws RuntimeException the first failure, in that order; what had not begun by then was not
   *     begun
   */
  static <P, R> List<R> each(List<P> parts, Function<P, R> work) {
    if (parts.size() == 1) {
      return List.of(work.apply(parts.getFirst()));
    }
    Map<String, String> context = MDC.getCopyOfContextMap();
    List<CompletableFuture<R>> begun = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Semaphore places = new Semaphore(AT_ONCE);
      AtomicBoolean failed = new AtomicBoolean();
      for (P part : parts) {
        // Never interrupted, nor are the parts: that would cut connections to the database.
        places.acquireUninterruptibly();
        if (failed.get()) {
          break;
        }
        begun.add(
            CompletableFuture.supplyAsync(() -> inContext(context, work, part), threads)
                .whenComplete((_, failure) -> {
                  failed.compareAndSet(false, failure != null);
                  places.release();
                }));
      }
      CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).handle((_, _) -> 0).join();
    }
    return begun.stream().map(Abreast::outcome).toList();
  }

  private static <P, R> R inContext(
      @Nullable Map<String, String> context, Function<P, R> work, P part) {
    if (context != null) {
      MDC.setContextMap(context);
    }
    return work.apply(part);
  }

  private static <R> R outcome(CompletableFuture<R> part) {
    try {
      return part.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }
}
