// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Ids;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import dev.bora.srm.types.TStatusCode;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That each part of a row comes out of its own column, whichever way it is read. */
class FileColumnsTest {
  @Test
  void eachColumnHasItsPlace() throws Exception {
    try (Database database = TestServer.migratedDatabase("file_columns")) {
      Submitted submitted = new Submissions(database).submit(put(ALICE, "x", "y"));
      long id = submitted.fileIds().getLast();
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            """
            UPDATE request_file
            SET kind = 'MV', share = 100, surl = 'surl', area = 'area', path = 'path', to_path = 'to_path', state = 'RUNNING',
                goal = 'COMMIT', status = 'SRM_ABORTED', explanation = 'explanation', call_id = 'call_id',
                owner = 101, backend = 'backend', claim = 102, adoptions = 103, suspect = TRUE, alone = FALSE,
                deaths = 104, abort_call = 'abort_call', step = 'TAKE', step_inode = 105, step_birth = 106,
                entry_claim = 107, expected_size = 108, size = 109, turl = 'turl',
                ready_until = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR
            WHERE id = %d
            """
                .formatted(id));
        connection.commit();
      }
      FileRow expected =
          new FileRow(
              id,
              submitted.requestId(),
              1,
              RequestKind.MV,
              100,
              "surl",
              "area",
              "path".getBytes(UTF_8),
              "to_path".getBytes(UTF_8),
              FileState.RUNNING,
              Goal.COMMIT,
              TStatusCode.SRM_ABORTED,
              "explanation",
              "call_id",
              101L,
              "backend",
              102,
              103,
              true,
              104,
              "abort_call",
              Step.TAKE,
              105L,
              106L,
              107,
              108L,
              109L,
              "turl",
              null);
      List<FileRow> ways =
          database.call(tables ->
              List.of(
                  tables.files().byId(id),
                  tables.files().lock(id),
                  tables.files().byIds(Ids.of(id)).getFirst(),
                  tables.files().ofRequest(submitted.requestId()).getLast()));
      assertThat(ways)
          .allSatisfy(row -> {
            assertThat(row)
                .usingRecursiveComparison()
                .ignoringFields("readySecondsLeft")
                .isEqualTo(expected);
            assertThat(row.readySecondsLeft()).isBetween(3_500L, 3_600L);
          });
    }
  }
}
