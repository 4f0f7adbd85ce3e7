// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.Wish;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators want of a node, as it hears of it with its beats. */
class DrainTest {
  private static final String NODE = "backend-1";

  private final CountDownLatch told = new CountDownLatch(1);
  private final BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
  private final Drain drain = new Drain(NODE, told::countDown);
  private Database database;
  private Fence fence;

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("drain");
    fence = register(database, NODE);
    drain.listen(() -> changes.add(drain.isOn()));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private boolean beat() {
    return new Beats(fence.epoch(), NODE, drain).send(database);
  }

  private void want(Wish wish) {
    database.run(tables -> tables.wishes().want(NODE, wish));
  }

  private IncarnationState state() {
    return Objects.requireNonNull(
            database.call(tables -> tables.incarnations().lockForUpdate(fence.epoch())))
        .state();
  }

  private boolean nextChange() throws InterruptedException {
    return Objects.requireNonNull(changes.poll(10, TimeUnit.SECONDS), "no change was told");
  }

  @Test
  void aNodeOfWhichNothingIsWantedWorks() {
    assertThat(beat()).isTrue();
    assertThat(drain.isOn()).isFalse();
    assertThat(state()).isEqualTo(IncarnationState.UP);
    assertThat(changes).isEmpty();
  }

  @Test
  void itDrainsAndWorksAgainAsItIsTold() throws Exception {
    want(Wish.DRAIN);
    assertThat(beat()).isTrue();
    assertThat(nextChange()).isTrue();
    assertThat(drain.reason()).contains("it drains, as an operator wants it to");
    assertThat(beat()).isTrue();
    assertThat(state()).isEqualTo(IncarnationState.DRAINING);
    database.run(tables -> tables.wishes().forget(NODE));
    assertThat(beat()).isTrue();
    assertThat(nextChange()).isFalse();
    assertThat(beat()).isTrue();
    assertThat(state()).isEqualTo(IncarnationState.UP);
    assertThat(told.getCount()).as("nobody wanted it to leave").isEqualTo(1);
  }

  @Test
  void itIsToldOnceToLeave() throws Exception {
    want(Wish.LEAVE);
    assertThat(beat()).isTrue();
    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(nextChange()).isTrue();
    assertThat(beat()).isTrue();
    assertThat(changes).isEmpty();
  }

  @Test
  void toLeaveIsNotWantedOfTheNextProcess() {
    want(Wish.LEAVE);
    fence = register(database, NODE);
    assertThat(beat()).isTrue();
    assertThat(drain.isOn()).isFalse();
  }

  @Test
  void toDrainIsWantedOfTheNextProcessToo() {
    want(Wish.DRAIN);
    fence = register(database, NODE);
    assertThat(beat()).isTrue();
    assertThat(drain.isOn()).isTrue();
  }

  @Test
  void theEndOfTheProcessIsNotTakenBack() {
    drain.end();
    assertThat(beat()).isTrue();
    assertThat(drain.reason()).contains("it drains, as it is being stopped");
    assertThat(state()).isEqualTo(IncarnationState.DRAINING);
  }

  @Test
  void whoWaitsForTheDirectorsWaitsNoLongerThanTheyNeed() throws Exception {
    assertThat(drain.awaitNoticed(Duration.ofHours(1))).as("it works").isFalse();
    drain.end();
    assertThat(drain.awaitNoticed(Duration.ofMillis(50))).isTrue();
  }

  @Test
  void whoWaitsForTheDirectorsHearsThatItWorksAgain() throws Exception {
    want(Wish.DRAIN);
    assertThat(beat()).isTrue();
    CompletableFuture<Boolean> noticed =
        CompletableFuture.supplyAsync(() -> {
          try {
            return drain.awaitNoticed(Duration.ofHours(1));
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        });
    database.run(tables -> tables.wishes().forget(NODE));
    assertThat(beat()).isTrue();
    assertThat(noticed.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void oneThatWasFencedHearsNothing() {
    want(Wish.DRAIN);
    database.run(tables ->
        tables.incarnations().move(fence.epoch(), IncarnationState.UP, IncarnationState.FENCED));
    assertThat(beat()).isFalse();
    assertThat(drain.isOn()).isFalse();
  }
}
