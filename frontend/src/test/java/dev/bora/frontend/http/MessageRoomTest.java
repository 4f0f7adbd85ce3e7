// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.frontend.http.MessageRoom.NoRoomException;
import dev.bora.frontend.http.MessageRoom.Share;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessageRoomTest {
  private static final int LONGEST = 10 * 1024;
  private static final SrmRequest SOMETHING = new SrmPingRequest(null);

  private final MessageRoom room = new MessageRoom(1000, LONGEST);

  @Test
  void callsThatDoNotFitAreRefusedUntilOthersAreAnswered() throws Exception {
    try (Share second = room.open()) {
      try (Share first = room.open()) {
        first.receive(600);
        second.receive(400);
        assertThatThrownBy(() -> second.receive(1)).isInstanceOf(NoRoomException.class);
        assertThat(room.taken()).isEqualTo(1000);
      }
      second.receive(1);
      assertThat(room.taken()).isEqualTo(401);
    }
    assertThat(room.taken()).isZero();
  }

  @Test
  void anAnswerIsNeverRefusedAndLeavesLessRoomUntilItIsTaken() throws Exception {
    try (Share called = room.open()) {
      try (Share answered = room.open()) {
        answered.receive(10);
        answered.answer(5000);
        assertThatThrownBy(() -> called.receive(1)).isInstanceOf(NoRoomException.class);
      }
      called.receive(1000);
    }
    assertThat(room.taken()).isZero();
  }

  @Test
  void whatIsGivenBackTwiceCountsOnce() throws Exception {
    try (Share other = room.open()) {
      other.receive(100);
      Share twice = room.open();
      twice.receive(100);
      twice.close();
      twice.close();
      assertThat(room.taken()).isEqualTo(100);
    }
  }

  @Test
  void asManyAreReadAtATimeAsAreNotLongerThanTheLongest() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    List<Future<SrmRequest>> reads = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        reads.add(
            threads.submit(() ->
                room.inTurn(
                    LONGEST / 2,
                    () -> {
                      most.accumulateAndGet(now.incrementAndGet(), Math::max);
                      two.countDown();
                      awaitUnbroken(two);
                      now.decrementAndGet();
                      return SOMETHING;
                    })));
      }
    }
    assertThat(reads).allSatisfy(read -> assertThat(read.get()).isSameAs(SOMETHING));
    assertThat(most).hasValue(2);
  }

  private static void awaitUnbroken(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void oneThatIsLongerThanTheLongestIsReadAlone() throws Exception {
    assertThat(room.inTurn(LONGEST * 2, () -> SOMETHING)).isSameAs(SOMETHING);
  }
}
