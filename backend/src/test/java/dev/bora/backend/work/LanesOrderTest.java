// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who starts when, on a clock of the test's own. */
class LanesOrderTest {
  private static final int MANY = 50;
  private static final int FEW =
      Math.min(MANY, Math.max(8, 6 * Runtime.getRuntime().availableProcessors()));
  private static final String AREA = "data";
  private static final long BULK_USER = 1;
  private static final long OTHER_USER = 2;

  private final AtomicLong now = new AtomicLong();
  private final Lanes lanes = new Lanes(now::get);
  private final List<String> started = new ArrayList<>();

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

  private void leave(int number) {
    IntStream.range(0, number).forEach(_ -> lanes.leave(AREA));
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
    assertThat(started).doesNotContain("urgent");
    leave(2);
    assertThat(started).contains("urgent").hasSizeLessThanOrEqualTo(MANY + 2);
    int before = started.size();
    // Both have left; down to the few nobody follows.
    leave(MANY - FEW);
    assertThat(started).hasSize(before);
    leave(1);
    assertThat(started).hasSize(before + 1);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    leave(1);
    assertThat(started).hasSize(before + 2 + MANY - FEW);
  }

  @Test
  void whatAClientWaitsForStartsAtOnceBesideTheFew() {
    awaited("first");
    bulk(MANY);
    assertThat(started).hasSize(FEW);
    awaited("second");
    assertThat(started).hasSize(FEW + 1).endsWith("second");
  }

  @Test
  void aFloodThatClientsWaitForLeavesTheOthersEverySecondPlace() {
    IntStream.range(0, 3 * MANY).forEach(i -> awaited("a" + i));
    bulk(MANY);
    started.clear();
    leave(20);
    assertThat(started).hasSize(20);
    assertThat(started.stream().filter(name -> name.startsWith("b"))).hasSize(10);
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
