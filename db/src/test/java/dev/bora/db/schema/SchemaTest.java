// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SchemaTest {
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
