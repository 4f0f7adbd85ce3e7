// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import dev.bora.bench.server.BenchServer.Target;
import dev.bora.db.Database;
import dev.bora.db.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Bora's tables, which the ceiling uses as well. */
final class BoraTables {
  static final String LEFT = "SELECT COUNT(*) FROM request_file WHERE state != 'DONE'";

  private static final int CHUNK = 1_000_000;

  private BoraTables() {}

  static void create(Target target) throws SQLException {
    try (Database database = Database.open(target.config(2))) {
      new Schema(database.dataSource()).up();
    }
  }

  /**
   * A thousand files a request, as large transfers have them, all of them waiting for their end.
   */
  static List<String> finishedRows(int rows) {
    List<String> statements = new ArrayList<>();
    for (int from = 0; from < rows; from += CHUNK) {
      int requests = CHUNK / 1_000;
      int first = from / 1_000 + 1;
      statements.add(
          """
          INSERT INTO request (id, token, kind, dn, vo, fqans, share, client_address, frontend, protocols, overwrite,
                               whole_tree, pin_seconds, files, created_at, expires_at)
          SELECT %d + seq, UUID(), 'PUT', '/DC=org/DC=example/CN=Past', 'bench', '/bench', 2, '127.0.0.1', 'frontend-1',
                 'https', 'NEVER', 0, 3600, 1000, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM seq_0_to_%d
          """
              .formatted(first, requests - 1));
      statements.add(
          """
          INSERT INTO request_file (request_id, file_no, kind, share, surl, area, path, state, status, backend, claim, updated_at)
          SELECT %d + seq DIV 1000, seq MOD 1000, 'PUT', 2, CONCAT('srm://bench.example.org/data/past/', seq), 'data',
                 CONCAT('past/', seq), 'DONE', 'SRM_SUCCESS', 'backend-1', 1, UTC_TIMESTAMP(6) FROM seq_0_to_%d
          """
              .formatted(first, CHUNK - 1));
      statements.add(
          """
          INSERT INTO deadline (at, file_id)
          SELECT UTC_TIMESTAMP(6) + INTERVAL 7 DAY, id FROM request_file
          WHERE request_id BETWEEN %d AND %d
          """
              .formatted(first, first + requests - 1));
    }
    return statements;
  }
}
