// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.queue.DoorWrites;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import dev.bora.rpc.contract.PutDoneArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** srmPutDone of an upload whose door was killed. */
class DeadDoorTest {
  @TempDir Path folder;
  private BackendFixture bora;

  @BeforeEach
  void start() throws Exception {
    bora = new BackendFixture(folder, "dead_door", text -> text.replace("stale: 2s", "stale: 6s"));
  }

  @AfterEach
  void stop() {
    bora.close();
  }

  private String putDone(Submission put) {
    return bora.calls()
        .putDone(as(ALICE), new PutDoneArgs(put.token(), List.of(0)))
        .getFirst()
        .statusCode();
  }

  @Test
  void isBusyUntilTheDoorWasSeenNotToBeat() throws Exception {
    Submission put = bora.put(ALICE, "f");
    Files.writeString(bora.turl(put), "data");
    Fence door = door();
    DoorWrites writes = new DoorWrites(door);
    assertThat(writes.begin(put.file())).isTrue();
    // what a clock that goes forward an hour makes of its last beat
    beats(door, "- INTERVAL 1 HOUR");
    assertThat(putDone(put)).isEqualTo("SRM_FILE_BUSY");

    await(() -> putDone(put).equals("SRM_SUCCESS"));
    assertThat(bora.root.resolve("f")).hasContent("data");
    assertThatThrownBy(() -> writes.begin(put.file())).isInstanceOf(FencedException.class);
  }

  @Test
  void isNotBusyForAsLongAsTheDatabasesClockWentBack() throws Exception {
    Submission put = bora.put(ALICE, "f");
    Files.writeString(bora.turl(put), "data");
    Fence door = door();
    assertThat(new DoorWrites(door).begin(put.file())).isTrue();
    beats(door, "+ INTERVAL 1 HOUR");
    assertThat(putDone(put)).isEqualTo("SRM_FILE_BUSY");
    await(() -> putDone(put).equals("SRM_SUCCESS"));
  }

  private void beats(Fence door, String step) throws SQLException {
    try (Connection connection = bora.database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE beat SET beat_at = UTC_TIMESTAMP(6) %s WHERE epoch = %d"
              .formatted(step, door.epoch()));
      connection.commit();
    }
  }

  private Fence door() {
    long epoch =
        bora.database.call(tables -> {
          tables
              .incarnations()
              .insert(new NewIncarnation(NodeRole.DOOR, "door", "localhost:1", "1", "0", "b", 1));
          return tables.incarnations().lastEpoch();
        });
    return new Fence(bora.database, epoch, "door");
  }
}
