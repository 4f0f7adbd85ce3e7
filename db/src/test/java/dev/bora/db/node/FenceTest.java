// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.queue.QueueFixture;
import dev.bora.db.table.Ids;
import dev.bora.db.table.IncarnationState;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FenceTest {
  private static final Ids FILE = Ids.of(4711);

  private Database database;
  private Fence fence;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("fence");
    fence = QueueFixture.register(database, "backend-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void fenceIt() {
    database.run(tables ->
        tables.incarnations().move(fence.epoch(), IncarnationState.UP, IncarnationState.FENCED));
  }

  private long held() {
    return database.call(tables -> tables.queue().held(fence.epoch()));
  }

  @Test
  void whoIsFencedWritesNothingMore() {
    fence.run(tables -> tables.queue().hold(fence.epoch(), Ids.of(1)));
    fenceIt();
    assertThatThrownBy(() -> fence.run(tables -> tables.queue().hold(fence.epoch(), FILE)))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(
            () -> fence.run(tables -> tables.later(() -> tables.queue().hold(fence.epoch(), FILE))))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> fence.run(_ -> {})).isInstanceOf(FencedException.class);
    assertThat(held()).isOne();
  }

  /** Its adopter wants those locks. */
  @Test
  void whoWasStoppedAndFencedTriesToTakeNoLock() throws Exception {
    fenceIt();
    try (Connection adopter = database.dataSource().getConnection();
        Statement statement = adopter.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO claimed (owner, file_id) VALUES (%d, 4711)".formatted(fence.epoch()));
      assertThatThrownBy(() -> fence.run(tables -> tables.queue().hold(fence.epoch(), FILE)))
          .isInstanceOf(FencedException.class);
      adopter.rollback();
    }
  }
}
