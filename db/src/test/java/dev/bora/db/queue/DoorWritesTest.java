// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.LockWaits;
import dev.bora.db.TestServer;
import dev.bora.db.node.Beats;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write an upload, and who may commit it: doors that live, die, and only sleep. */
class DoorWritesTest {
  private Database database;
  private Fence backend;
  private Claims claims;
  private Fence door;
  private DoorWrites writes;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("door_writes");
    backend = register(database, "backend-1");
    claims = new Claims(backend);
    door = register(database, "door-1");
    writes = new DoorWrites(door);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private FileRow running(String path) {
    new Submissions(database).submit(put(ALICE, path));
    return claims.claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 1).getFirst();
  }

  private long upload(String path) {
    FileRow row = running(path);
    new Journal(backend).uploadReady(Claim.of(row), "https://door/x", 60);
    return row.id();
  }

  private @Nullable FileRow commit(long fileId) {
    return claims.claimToCommit(fileId, "call-1");
  }

  private void execute(String statement) {
    try (Connection connection = database.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
      connection.commit();
    } catch (java.sql.SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private void lastBeat(int secondsAgo) {
    execute(
        "UPDATE beat SET beat_at = UTC_TIMESTAMP(6) - INTERVAL %d SECOND WHERE epoch = %d"
            .formatted(secondsAgo, door.epoch()));
  }

  private IncarnationState state() {
    IncarnationRow row =
        Objects.requireNonNull(database.call(t -> t.incarnations().lockForUpdate(door.epoch())));
    return row.state();
  }

  private @Nullable Long writer(long fileId) {
    return database.<@Nullable Long>call(tables -> tables.doorWrites().writer(fileId));
  }

  @Test
  void anUploadThatADoorIsWritingIsNotCommitted() {
    FileRow row = running("a");
    assertThat(writes.begin(row.id())).as("before its TURL is out").isFalse();
    new Journal(backend).uploadReady(Claim.of(row), "https://door/x", 60);

    assertThat(writes.begin(row.id())).isTrue();
    assertThat(writes.begin(row.id())).isFalse();
    assertThat(new DoorWrites(register(database, "door-2")).begin(row.id())).isFalse();
    assertThat(commit(row.id())).isNull();
    writes.end(row.id());
    assertThat(commit(row.id())).isNotNull();
    assertThat(writes.begin(row.id())).isFalse();
  }

  /** The clock may have gone forward or back: that is for those who watch the door. */
  @ParameterizedTest
  @ValueSource(ints = {3600, -3600})
  void theAgeOfItsBeatTakesNoUploadFromADoor(int secondsAgo) {
    long file = upload("a");
    assertThat(writes.begin(file)).isTrue();
    lastBeat(secondsAgo);
    assertThat(commit(file)).isNull();
    assertThat(new DoorWrites(register(database, "door-2")).begin(file)).isFalse();
    assertThat(state()).isEqualTo(IncarnationState.UP);
    assertThat(writer(file)).isEqualTo(door.epoch());
  }

  @Test
  void aDoorThatIsFencedHoldsNothingUp() {
    long file = upload("a");
    long other = upload("b");
    assertThat(writes.begin(file)).isTrue();
    assertThat(writes.begin(other)).isTrue();
    assertThat(fence(_ -> false)).isFalse();
    assertThat(state()).isEqualTo(IncarnationState.UP);
    assertThat(commit(file)).isNull();

    assertThat(fence(_ -> true)).isTrue();
    assertThat(state()).isEqualTo(IncarnationState.FENCED);
    assertThat(writer(other)).isNull();
    assertThat(commit(file)).isNotNull();
    assertThat(beats()).as("it only slept: too late").isFalse();
    assertThatThrownBy(() -> writes.begin(other)).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> writes.begin(upload("c"))).isInstanceOf(FencedException.class);
    writes.end(other);
    assertThat(commit(other)).isNotNull();
  }

  private boolean fence(Predicate<IncarnationRow> isDead) {
    return database.call(tables -> DeadDoors.fence(tables, door.epoch(), isDead));
  }

  private boolean beats() {
    return new Beats(door.epoch(), door.node(), new Drain(door.node(), () -> {})).send(database);
  }

  @ParameterizedTest
  @EnumSource(names = {"FENCED", "GONE"})
  void whatADoorLeftBehindIsRemoved(IncarnationState state) {
    long file = upload("a");
    assertThat(writes.begin(file)).isTrue();
    database.run(t -> t.incarnations().move(door.epoch(), IncarnationState.UP, state));
    assertThat(fence(_ -> false)).as("it is already").isTrue();
    assertThat(state()).isEqualTo(state);
    assertThat(commit(file)).isNotNull();
  }

  @Test
  void anotherDoorTakesOverFromOneThatDied() {
    long file = upload("a");
    assertThat(writes.begin(file)).isTrue();
    assertThat(fence(_ -> true)).isTrue();
    Fence second = register(database, "door-2");
    assertThat(new DoorWrites(second).begin(file)).isTrue();
    assertThat(writer(file)).isEqualTo(second.epoch());
    writes.end(file);
    assertThat(writer(file)).as("that is not the late one's to end").isEqualTo(second.epoch());
    assertThat(commit(file)).isNull();
  }

  @Test
  void aBeatThatIsUnderWayCounts() throws Exception {
    long file = upload("a");
    assertThat(writes.begin(file)).isTrue();
    lastBeat(11);
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection beating = database.dataSource().getConnection();
        Statement beat = beating.createStatement()) {
      beat.executeQuery(
              "SELECT state FROM incarnation WHERE epoch = %d LOCK IN SHARE MODE"
                  .formatted(door.epoch()))
          .close();
      beat.executeUpdate(
          "UPDATE beat SET beat_at = UTC_TIMESTAMP(6) WHERE epoch = " + door.epoch());
      Future<Boolean> fencing =
          threads.submit(() -> fence(row -> row.age().compareTo(Duration.ofSeconds(10)) >= 0));
      LockWaits.awaitOne(database);
      beating.commit();
      assertThat(fencing.get(10, TimeUnit.SECONDS)).as("its beat is read again").isFalse();
    }
    assertThat(state()).isEqualTo(IncarnationState.UP);
    assertThat(writer(file)).isEqualTo(door.epoch());
  }
}
