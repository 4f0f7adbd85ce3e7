// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NodeRole;
import dev.bora.heartbeat.Heart.Reason;
import dev.bora.heartbeat.kernel.BootClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartTest {
  private static final BeatTimes QUICK =
      new BeatTimes(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(2));
  private static final String ADDRESS = "host-1:8080";

  private final BlockingQueue<Reason> told = new LinkedBlockingQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger inFlightAtDisarm = new AtomicInteger(-1);
  private final RecordingSwitch killSwitch =
      new RecordingSwitch(() -> inFlightAtDisarm.accumulateAndGet(inFlight.get(), Math::max));
  private Database database;
  private Fence fence;
  private Heart heart;

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("heart");
    fence =
        new Membership(database, QUICK, new HostProcess("boot-1", 1))
            .register(
                new Membership.Identity(NodeRole.BACKEND, "backend-1", ADDRESS, "1", "0"),
                new Fit("", _ -> List.of(), _ -> Duration.ofSeconds(10)));
    heart =
        Heart.start(
            database, fence, QUICK, new Drain("backend-1", () -> {}), killSwitch, told::add);
  }

  @AfterEach
  void close() {
    heart.close();
    database.close();
  }

  @Test
  void eachBeatPutsOffTheMomentOfTheKill() {
    assertThat(killSwitch.armedFor()).as("nothing is in flight").isZero();
    assertThat(heart.enter()).isTrue();
    for (int beat = 0; beat < 3; beat++) {
      long moment = killSwitch.armedFor();
      await(() -> killSwitch.armedFor() > moment);
      assertThat(killSwitch.armedFor())
          .isLessThanOrEqualTo(BootClock.nanos() + QUICK.killAfter().toNanos());
    }
    assertThat(heart.mayBegin()).isTrue();
    assertThat(killSwitch.disarms()).isZero();
    heart.leave();
    assertThat(killSwitch.armedFor()).isZero();
    assertThat(killSwitch.disarms()).isEqualTo(1);
  }

  @Test
  void aProcessThatOnlyLostItsDatabaseIsKept() throws Exception {
    try (PausedDatabase _ = PausedDatabase.pause()) {
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(Reason.DEADLINE_PASSED);
      assertThat(killSwitch.armedFor()).isZero();
      assertThat(heart.mayBegin()).isFalse();
      assertThat(heart.enter()).isFalse();
    }
    // The database is back, and the incarnation stays ended: it neither begins nor beats.
    await(() -> age().compareTo(QUICK.stale()) > 0);
    assertThat(heart.enter()).isFalse();
    assertThat(killSwitch.armedFor()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void aCallInFlightAtTheDeadlineLeavesTheSwitchArmed() throws Exception {
    assertThat(heart.enter()).isTrue();
    try (PausedDatabase _ = PausedDatabase.pause()) {
      await(() -> !heart.mayBegin());
      long left = killSwitch.armedFor() - BootClock.nanos();
      assertThat(left).isLessThanOrEqualTo(QUICK.killAfter().minus(QUICK.selfStop()).toNanos());
      assertThat(heart.enter()).isFalse();
      assertThat(told.poll(1, TimeUnit.SECONDS)).isNull();
      assertThat(killSwitch.armedFor()).isNotZero();

      heart.leave();
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(Reason.DEADLINE_PASSED);
      assertThat(killSwitch.armedFor()).isZero();
      assertThat(heart.enter()).isFalse();
    }
  }

  @Test
  void aFencedProcessIsKeptWhenItsLastCallIsBack() throws Exception {
    assertThat(heart.enter()).isTrue();
    fenceIt();
    await(() -> !heart.mayBegin());
    assertThat(killSwitch.armedFor()).isNotZero();
    assertThat(told).isEmpty();
    heart.leave();
    assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(Reason.FENCED);
    assertThat(killSwitch.armedFor()).isZero();
  }

  @Test
  void nothingIsInFlightOnceTheSwitchIsDisarmed() throws Exception {
    AtomicInteger entered = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          Thread.ofPlatform()
              .start(() -> {
                while (heart.enter()) {
                  inFlight.incrementAndGet();
                  entered.incrementAndGet();
                  inFlight.decrementAndGet();
                  heart.leave();
                }
              }));
    }
    await(() -> entered.get() > 1000);
    fenceIt();
    assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(Reason.FENCED);
    int last = entered.get();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(inFlightAtDisarm).hasValue(0);
    assertThat(entered).hasValue(last);
    assertThat(killSwitch.armedFor()).isZero();
  }

  @Test
  void aProcessWhoseCarriersAreAllHeldDoesNotBeat() throws Exception {
    AtomicBoolean held = new AtomicBoolean(true);
    try {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        Thread.startVirtualThread(() -> {
          while (held.get()) {
            Thread.onSpinWait();
          }
        });
      }
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(Reason.DEADLINE_PASSED);
    } finally {
      held.set(false);
    }
  }

  @Test
  void aClosedHeartDisarmsAndTellsNobody() throws Exception {
    assertThat(heart.enter()).isTrue();
    heart.close();
    assertThat(killSwitch.armedFor()).isZero();
    assertThat(heart.mayBegin()).isFalse();
    assertThat(heart.enter()).isFalse();
    heart.leave();
    heart.close();
    assertThat(killSwitch.disarms()).isEqualTo(1);
    assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
    assertThatThrownBy(heart::leave).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theKillComesBetweenSelfStopAndStale() {
    assertThat(BeatTimes.DEFAULT.killAfter()).isEqualTo(Duration.ofSeconds(8));
    assertThat(QUICK.killAfter()).isEqualTo(Duration.ofMillis(1500));
  }

  private void fenceIt() {
    database.run(
        t -> t.incarnations().move(fence.epoch(), IncarnationState.UP, IncarnationState.FENCED));
  }

  private Duration age() {
    return database.call(t -> t.incarnations().live()).stream()
        .filter(row -> row.epoch() == fence.epoch())
        .map(IncarnationRow::age)
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
