// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.table.AreaStateMapper.AreaStateRow;
import dev.bora.db.table.IncarnationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AreaStateTest {
  @Test
  void eachBackendSaysHowItFindsEachArea() throws Exception {
    try (Database database = TestServer.migratedDatabase("area_state")) {
      Fence one = QueueFixture.register(database, "backend-1");
      Fence two = QueueFixture.register(database, "backend-2");
      put(two, "data", "WORKING", null);
      put(one, "data", "WORKING", null);
      put(one, "archive", "HUNG", "no answer");
      List<AreaStateRow> rows = all(database);
      assertThat(rows)
          .extracting(row -> row.area() + " " + row.node() + " " + row.state())
          .containsExactly(
              "archive backend-1 HUNG", "data backend-1 WORKING", "data backend-2 WORKING");
      assertThat(rows.getFirst().detail()).isEqualTo("no answer");
      assertThat(rows.getFirst().age()).isGreaterThanOrEqualTo(Duration.ZERO);

      Instant since = rows.getFirst().since();
      put(one, "archive", "HUNG", "no answer still");
      assertThat(all(database).getFirst())
          .satisfies(row -> assertThat(row.since()).isEqualTo(since))
          .satisfies(row -> assertThat(row.detail()).isEqualTo("no answer still"));
      put(one, "archive", "WORKING", null);
      assertThat(all(database).getFirst())
          .satisfies(row -> assertThat(row.since()).isAfter(since))
          .satisfies(row -> assertThat(row.detail()).isNull());

      database.run(tables ->
          tables.incarnations().move(two.epoch(), IncarnationState.UP, IncarnationState.GONE));
      assertThat(all(database)).extracting(AreaStateRow::node).containsOnly("backend-1");
      assertThat(database.<Integer>call(tables -> tables.areaStates().forget(one.epoch())))
          .isEqualTo(2);
      assertThat(all(database)).isEmpty();
    }
  }

  private static void put(Fence fence, String area, String state, String detail) {
    fence.run(tables -> tables.areaStates().put(fence.epoch(), area, state, detail));
  }

  private static List<AreaStateRow> all(Database database) {
    return database.call(tables -> tables.areaStates().all());
  }
}
