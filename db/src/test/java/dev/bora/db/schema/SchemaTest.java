// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.queue.QueueFixture;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final long BEAT_TABLE = 20261130000001L;

  @Test
  void isPreviewedAppliedListedAndUndone() throws Exception {
    try (Database database = TestServer.emptyDatabase("schema_test")) {
      Schema schema = new Schema(database.dataSource());
      assertThat(schema.fit()).isEqualTo(Schema.Fit.TOO_OLD);
      assertThat(schema.preview())
          .contains("CREATE TABLE request_file")
          .doesNotContain("DROP TABLE");

      schema.up();
      assertThat(schema.fit()).isEqualTo(Schema.Fit.FITS);
      assertThat(schema.preview()).isEmpty();
      assertThat(schema.list()).allSatisfy(m -> assertThat(m.appliedAt()).isNotNull());
      assertThat(database.<Long>call(tables -> tables.queue().held(1))).isZero();

      schema.down();
      assertThat(schema.fit()).isEqualTo(Schema.Fit.TOO_OLD);
      schema.up();
      assertThat(schema.fit()).isEqualTo(Schema.Fit.FITS);
    }
  }

  @Test
  void nodesKeepTheirBeatsWhenThoseGetATable() throws Exception {
    String inRow = "SELECT CONCAT_WS(' ', epoch, beat_at, beats) FROM incarnation ORDER BY epoch";
    String inTable = "SELECT CONCAT_WS(' ', epoch, beat_at, beats) FROM beat ORDER BY epoch";
    try (Database database = TestServer.emptyDatabase("schema_beats")) {
      Schema schema = new Schema(database.dataSource());
      schema.up();
      QueueFixture.register(database, "one");
      QueueFixture.register(database, "two");
      database.run(tables -> assertThat(tables.incarnations().beat(2, true)).isOne());
      List<String> beats = column(database, inTable);
      assertThat(beats).hasSize(2).last().asString().startsWith("2 ").endsWith(" 1");
      List<IncarnationRow> rows = rows(database);
      assertThat(rows)
          .extracting(IncarnationRow::state)
          .containsExactly(IncarnationState.UP, IncarnationState.DRAINING);

      while (isApplied(schema, BEAT_TABLE)) {
        schema.down();
      }
      assertThat(column(database, inRow)).isEqualTo(beats);
      assertThat(column(database, "SELECT state FROM incarnation ORDER BY epoch"))
          .containsExactly("UP", "DRAINING");

      schema.up();
      assertThat(column(database, inTable)).isEqualTo(beats);
      assertThat(rows(database))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("ageMicros")
          .isEqualTo(rows);
    }
  }

  private static List<IncarnationRow> rows(Database database) {
    return database.call(tables -> tables.incarnations().live());
  }

  private static boolean isApplied(Schema schema, long id) throws SQLException {
    return schema.list().stream()
        .anyMatch(one -> one.id().longValueExact() == id && one.appliedAt() != null);
  }

  private static List<String> column(Database database, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  @Test
  void severalNodesMayStartAtOnce() throws Exception {
    try (Database database = TestServer.emptyDatabase("schema_race");
        ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      List<Future<?>> starts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        starts.add(
            nodes.submit(() -> {
              new Schema(database.dataSource()).up();
              return null;
            }));
      }
      for (Future<?> start : starts) {
        start.get();
      }
      assertThat(new Schema(database.dataSource()).fit()).isEqualTo(Schema.Fit.FITS);
    }
  }
}
