// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NodeRole;
import dev.bora.heartbeat.kernel.KillSwitch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend beside a door that writes an upload, and a database whose clock is set. */
class DoorsAreWatchedTest {
  private static final BeatTimes TIMES =
      new BeatTimes(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(10));
  private static final Duration LOOK = TIMES.stale().dividedBy(4);
  private static final long FILE = 7;

  private final AtomicInteger looks = new AtomicInteger();
  private Database database;
  private Membership membership;
  private Fence backend;
  private Fence door;
  private Heart heart;
  private @Nullable Adopter adopter;

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("doors_are_watched");
    membership = new Membership(database, TIMES, new HostProcess("boot-1", 1));
    backend = register(NodeRole.BACKEND, "backend-1");
    door = register(NodeRole.DOOR, "door-1");
    door.run(tables -> tables.doorWrites().begin(FILE, door.epoch()));
    heart =
        Heart.start(
            database, backend, TIMES, new Drain("backend-1", () -> {}), KillSwitch.NONE, _ -> {});
  }

  @AfterEach
  void stop() {
    if (adopter != null) {
      adopter.close();
    }
    heart.close();
    database.close();
  }

  private Fence register(NodeRole role, String node) {
    return membership.register(
        new Membership.Identity(role, node, node + ":1", "1", "0"),
        new Fit("", _ -> List.of(), _ -> TIMES.stale()));
  }

  /**
   * Between two looks a quarter of the stale time passes on the backend's clock, whatever passes
   * elsewhere.
   *
   * @param eachLook done when the rows have been read
   */
  private void watch(Runnable eachLook) {
    adopter =
        Adopter.start(
            membership,
            backend,
            heart,
            TIMES,
            "backend-1:1",
            new NoWork(),
            false,
            () -> {
              eachLook.run();
              return looks.incrementAndGet() * LOOK.toNanos();
            });
  }

  private record NoWork() implements Adopter.Work {
    @Override
    public void adopted(List<FileRow> files) {
      throw new AssertionError("a door holds no files");
    }

    @Override
    public void begin() {
      // there is nothing
    }

    @Override
    public int room() {
      return 1;
    }
  }

  @Test
  void aStepForwardDoesNotEndTheUploadOfADoorThatBeats() {
    beatAtADistance("- INTERVAL 1 HOUR");
    // Each beat is seen twice: it is old, and did not move, but not for long.
    watch(() -> {
      if (looks.get() % 2 == 0) {
        beatAtADistance("- INTERVAL 1 HOUR");
      }
    });
    await(() -> looks.get() > 12);
    assertThat(state()).isEqualTo(IncarnationState.UP);
    assertThat(isWriting()).isTrue();
  }

  @Test
  void aDoorThatIsSilentIsFencedAndItsNotesGo() {
    beatAtADistance("- INTERVAL 11 SECOND");
    watch(() -> {});
    await(() -> state() == IncarnationState.GONE);
    assertThat(looks).hasValueGreaterThan(4);
    assertThat(isWriting()).isFalse();
  }

  @Test
  void theDoorIsMissedThoughTheDatabasesClockWasSetBack() {
    beatAtADistance("+ INTERVAL 1 HOUR");
    watch(() -> {});
    await(() -> state() == IncarnationState.GONE);
    assertThat(looks).hasValueGreaterThan(4);
    assertThat(isWriting()).isFalse();
  }

  @Test
  void aBeatThatIsYoungByTheDatabasesClockCounts() {
    BeatTimes patient = new BeatTimes(TIMES.beat(), TIMES.selfStop(), Duration.ofHours(1));
    Membership other = new Membership(database, patient, new HostProcess("boot-2", 1));
    beatAtADistance("- INTERVAL 10 MINUTE");
    assertThat(other.fenceDoorIfDead(door.epoch(), row().beatAt())).isFalse();
    assertThat(state()).isEqualTo(IncarnationState.UP);
  }

  @Test
  void whatADoorThatWasFencedByHandHasLeftIsRemoved() {
    database.run(
        t -> t.incarnations().move(door.epoch(), IncarnationState.UP, IncarnationState.FENCED));
    watch(() -> {});
    await(() -> state() == IncarnationState.GONE);
    assertThat(isWriting()).isFalse();
  }

  /** What a clock that is set so makes of a beat. */
  private void beatAtADistance(String step) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE beat SET beat_at = UTC_TIMESTAMP(6) %s WHERE epoch = %d"
              .formatted(step, door.epoch()));
      connection.commit();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private IncarnationRow row() {
    return Objects.requireNonNull(
        database.call(tables -> tables.incarnations().lockForUpdate(door.epoch())));
  }

  private IncarnationState state() {
    return row().state();
  }

  private boolean isWriting() {
    return database.<@Nullable Long>call(tables -> tables.doorWrites().writer(FILE)) != null;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
