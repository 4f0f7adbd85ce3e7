// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Line;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a table so small that a server would rather read all of it. */
class RowsOfOthersTest {
  private static final int FILES = 20;
  private static final Line LINE = Line.ofWork("data", RequestKind.PUT, ALICE.share());

  private Database database;
  private List<Long> files;
  private Fence fence;

  @BeforeEach
  void prepare() throws Exception {
    database = TestServer.migratedDatabase("rows_of_others");
    files =
        new Submissions(database)
            .submit(
                put(ALICE, IntStream.range(0, FILES).mapToObj(i -> "f" + i).toArray(String[]::new)))
            .fileIds();
    fence = register(database, "backend-1");
    database.run(tables -> {
      tables.queue().hold(fence.epoch(), Ids.of(files));
      for (int i = 0; i < FILES; i++) {
        tables
            .pathLocks()
            .take("data", Place.of("data", "f" + i).path(), files.get(i), PathLock.Kind.FILE);
      }
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void areNotWaitedFor() throws Exception {
    try (Connection other = database.dataSource().getConnection();
        Statement locks = other.createStatement()) {
      long first = files.getFirst();
      for (String table : List.of("ready", "claimed", "path_lock")) {
        locks.executeQuery(
            "SELECT * FROM %s WHERE file_id = %d FOR UPDATE".formatted(table, first));
      }
      Ids rest = Ids.of(files.subList(1, FILES).reversed());
      database.run(tables -> {
        assertThat(tables.queue().lockNamed(LINE, rest))
            .containsExactlyElementsOf(files.subList(1, FILES));
        assertThat(tables.queue().dequeue(LINE, rest)).isEqualTo(FILES - 1);
        assertThat(tables.queue().release(fence.epoch(), rest)).isEqualTo(FILES - 1);
        assertThat(
                tables
                    .pathLocks()
                    .release(
                        "data",
                        IntStream.range(1, FILES)
                            .mapToObj(i -> Place.of("data", "f" + i).path())
                            .toList(),
                        rest))
            .isEqualTo(FILES - 1);
      });
      other.rollback();
    }
  }
}
