// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who starts when, on a clock of the test's own. */
class LanesOrderTest {
  private static final int MANY = 50;
  private static final int FEW = 12;
  private static final String AREA = "data";
  private static final long BULK_USER = 1;
  private static final long OTHER_USER = 2;

  private final AtomicLong now = new AtomicLong();
  private final Lanes lanes = new Lanes(FEW, now::get);
  private final List<String> started = new ArrayList<>();
  private final Deque<One> running = new ArrayDeque<>();

  private final class One implements Lanes.Entrant {
    private final String name;
    private final long share;
    private final boolean awaited;

    One(String name, long share, boolean awaited) {
      this.name = name;
      this.share = share;
      this.awaited = awaited;
    }

    @Override
    public long share() {
      return share;
    }

    @Override
    public boolean isAwaited() {
      return awaited;
    }

    @Override
    public void start() {
      started.add(name);
      running.add(this);
    }

    @Override
    public boolean goesElsewhere() {
      return false;
    }

    @Override
    public void stop() {
      throw new AssertionError("nothing is closed here");
    }
  }

  private void bulk(int number) {
    IntStream.range(0, number).forEach(i -> lanes.enter(AREA, new One("b" + i, BULK_USER, false)));
  }

  private void awaited(String name) {
    lanes.enter(AREA, new One(name, OTHER_USER, true));
  }

  /** Those that have run for longest. */
  private void leave(int number) {
    IntStream.range(0, number).forEach(_ -> lanes.leave(AREA, running.remove()));
  }

  @Test
  void manyAtATimeWhileNobodyWaitsForFew() {
    bulk(2 * MANY);
    assertThat(started).hasSize(MANY);
    leave(10);
    assertThat(started).hasSize(MANY + 10);
  }

  @Test
  void whatAClientWaitsForComesNextAndOthersAreFewForASecond() {
    bulk(3 * MANY);
    awaited("urgent");
    assertThat(started).doesNotContain("urgent").hasSize(MANY);
    leave(1);
    assertThat(started).hasSize(MANY + 1).endsWith("urgent");
    // Down to the few nobody follows.
    leave(MANY - FEW - 1);
    assertThat(started).hasSize(MANY + 1);
    leave(1);
    assertThat(started).hasSize(MANY + 2);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    leave(1);
    assertThat(running).hasSize(MANY);
  }

  @Test
  void whatAClientWaitsForStartsAtOnceBesideTheFew() {
    awaited("first");
    bulk(MANY);
    assertThat(started).hasSize(FEW + 1);
    awaited("second");
    assertThat(started).hasSize(FEW + 2).endsWith("second");
  }

  @Test
  void whatClientsWaitForLeavesTheOthersTheirFewPlaces() {
    IntStream.range(0, 30).forEach(i -> awaited("a" + i));
    bulk(MANY);
    assertThat(running.stream().filter(one -> !one.isAwaited())).hasSize(FEW);
    assertThat(running).hasSize(30 + FEW);
  }

  @Test
  void aFloodThatClientsWaitForTakesTurnsWithTheOthers() {
    IntStream.range(0, 3 * MANY).forEach(i -> awaited("a" + i));
    bulk(MANY);
    started.clear();
    leave(20);
    assertThat(started).hasSize(20);
    assertThat(started.stream().filter(name -> name.startsWith("b"))).hasSize(10);
  }

  @Test
  void placesAreFilledWhenTheHurryIsOverAndAnotherComes() {
    awaited("first");
    bulk(MANY);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    bulk(1);
    assertThat(running).hasSize(MANY);
  }

  @Test
  void usersTakeTurns() {
    bulk(MANY + 3);
    lanes.enter(AREA, new One("single", OTHER_USER, false));
    started.clear();
    leave(3);
    assertThat(started).containsExactly("b50", "single", "b51");
  }
}
