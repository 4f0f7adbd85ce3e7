// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {
  private static final int SPOILT = -1;
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final List<List<Integer>> groups = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch firstIsIn = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private final GroupCommit<Integer, String> commits =
      new GroupCommit<>(3, Duration.ofMinutes(1), this::write);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  private List<String> write(List<Integer> group) {
    groups.add(group);
    firstIsIn.countDown();
    try {
      letGo.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
    if (group.contains(SPOILT)) {
      throw new IllegalArgumentException("spoilt");
    }
    return group.stream().map(String::valueOf).toList();
  }

  private List<Future<String>> whileTheFirstIsAtIt(int... items) throws Exception {
    return whileTheFirstIsAtIt(commits, items);
  }

  /** In this order: each is waiting before the next comes. */
  private List<Future<String>> whileTheFirstIsAtIt(GroupCommit<Integer, String> queue, int... items)
      throws Exception {
    List<Future<String>> all = new ArrayList<>(List.of(callers.submit(() -> queue.commit(0))));
    firstIsIn.await();
    for (int item : items) {
      all.add(callers.submit(() -> queue.commit(item)));
      while (queue.waiting() < all.size() - 1) {
        Thread.onSpinWait();
      }
    }
    letGo.countDown();
    return all;
  }

  @AfterEach
  void stop() {
    letGo.countDown();
    callers.close();
  }

  @Test
  void whatComesMeanwhileGoesTogether() throws Exception {
    List<Future<String>> all = whileTheFirstIsAtIt(1, 2, 3, 4);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).get()).isEqualTo(String.valueOf(i));
    }
    assertThat(groups).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4));
  }

  @Test
  void oneThatIsSpoiltSpoilsNoOther() throws Exception {
    List<Future<String>> all = whileTheFirstIsAtIt(1, SPOILT, 3);
    assertThat(all.get(1).get()).isEqualTo("1");
    assertThat(all.get(3).get()).isEqualTo("3");
    assertThatThrownBy(() -> all.get(2).get()).hasRootCauseMessage("spoilt");
    assertThat(groups).startsWith(List.of(0), List.of(1, SPOILT, 3));
    assertThat(groups.subList(2, groups.size()))
        .containsExactlyInAnyOrder(List.of(1), List.of(SPOILT), List.of(3));
  }

  @Test
  void aFailureOfAllIsNotMetByEachOnceMore() throws Exception {
    GroupCommit<Integer, String> together =
        new GroupCommit<>(3, Duration.ofMinutes(1), this::write, _ -> false);
    List<Future<String>> all = whileTheFirstIsAtIt(together, 1, SPOILT, 3);
    for (Future<String> one : all.subList(1, 4)) {
      assertThatThrownBy(one::get).hasRootCauseMessage("spoilt");
    }
    assertThat(groups).containsExactly(List.of(0), List.of(1, SPOILT, 3));
  }

  @Test
  void theOthersDoNotWaitForOneOfTheirGroup() throws Exception {
    CountDownLatch lastIsWritten = new CountDownLatch(1);
    GroupCommit<Integer, String> patient =
        new GroupCommit<>(
            3,
            Duration.ofMinutes(1),
            group -> {
              List<String> written = write(group);
              if (group.contains(3)) {
                lastIsWritten.countDown();
              }
              return group.contains(1) && !awaitUninterruptibly(lastIsWritten, TEN_SECONDS)
                  ? List.of("was alone")
                  : written;
            });
    List<Future<String>> all = whileTheFirstIsAtIt(patient, 1, SPOILT, 3);
    assertThat(all.get(0).get()).isEqualTo("0");
    assertThat(all.get(1).get()).isEqualTo("1");
    assertThat(all.get(3).get()).isEqualTo("3");
  }

  @Test
  void oneThatIsStuckHoldsUpNobodyForLong() throws Exception {
    GroupCommit<Integer, String> hasty = new GroupCommit<>(3, Duration.ofMillis(50), this::stuck);
    Future<String> stuck = callers.submit(() -> hasty.commit(0));
    firstIsIn.await();
    assertThat(hasty.commit(1)).isEqualTo("1");
    assertThat(stuck).isNotDone();
    letGo.countDown();
    assertThat(stuck.get()).isEqualTo("0");
  }

  private List<String> stuck(List<Integer> group) {
    return group.contains(0) ? write(group) : group.stream().map(String::valueOf).toList();
  }

  @Test
  void anErrorReachesAll() throws Exception {
    GroupCommit<Integer, Integer> broken =
        new GroupCommit<>(
            3,
            Duration.ofMinutes(1),
            _ -> {
              throw new StackOverflowError();
            });
    assertThatThrownBy(() -> broken.commit(1)).hasRootCauseInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> broken.commit(2)).hasRootCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void nobodyIsForgotten() {
    letGo.countDown();
    int each = 2_000;
    AtomicInteger written = new AtomicInteger();
    GroupCommit<Integer, Integer> many =
        new GroupCommit<>(
            7,
            Duration.ofMinutes(1),
            group -> {
              written.addAndGet(group.size());
              return group;
            });
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 16)
            .mapToObj(caller ->
                CompletableFuture.runAsync(
                    () ->
                        IntStream.range(0, each)
                            .map(i -> caller * each + i)
                            .forEach(item -> assertThat(many.commit(item)).isEqualTo(item)),
                    callers))
            .toList();
    all.forEach(CompletableFuture::join);
    assertThat(written).hasValue(16 * each);
  }
}
