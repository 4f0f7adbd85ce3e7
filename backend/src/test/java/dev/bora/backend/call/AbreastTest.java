// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class AbreastTest {
  private static final List<Integer> PARTS =
      IntStream.range(0, 10 * Abreast.AT_ONCE).boxed().toList();

  /** Each waits for fifteen others: with fewer at a time it would not end. */
  @Test
  void someRunAtATimeAndTheOrderIsKept() {
    CyclicBarrier all = new CyclicBarrier(Abreast.AT_ONCE);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    MDC.put("request", "r1");
    try {
      List<String> outcomes =
          Abreast.each(
              PARTS,
              part -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                await(all);
                now.decrementAndGet();
                return part + MDC.get("request");
              });
      assertThat(outcomes).isEqualTo(PARTS.stream().map(part -> part + "r1").toList());
      assertThat(most).hasValue(Abreast.AT_ONCE);
    } finally {
      MDC.clear();
    }
    assertThat(Abreast.each(List.of(), part -> part)).isEmpty();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception lonely) {
      throw new AssertionError(lonely);
    }
  }

  @Test
  void theFirstFailureIsThrownAsItIsAndEndsTheCall() {
    AtomicInteger begun = new AtomicInteger();
    assertThatThrownBy(() ->
            Abreast.each(
                PARTS,
                part -> {
                  begun.incrementAndGet();
                  throw new IllegalStateException("part " + part);
                }))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("part 0");
    assertThat(begun.get()).isLessThanOrEqualTo(Abreast.AT_ONCE + 1);
  }
}
