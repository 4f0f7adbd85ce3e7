// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.table.FileInsert;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a new request, in few statements. A statement has to fit into the server's
 * max_allowed_packet (16 MiB by default in MariaDB, 64 MiB in MySQL), and names can be long.
 */
final class FileInserts {
  static final int MOST_ROWS = 500;
  static final int MOST_BYTES = 2 << 20;

  /** Numbers, codes, node, area and call id, with quotes and commas. */
  private static final int SHORT_COLUMNS = 400;

  private FileInserts() {}

  /** Adds them in this order, so that their ids ascend with their numbers. */
  static void insert(Tables tables, long requestId, List<FileInsert> rows) {
    List<FileInsert> chunk = new ArrayList<>();
    long bytes = 0;
    for (FileInsert row : rows) {
      int next = mostBytes(row);
      if (chunk.size() == MOST_ROWS || (!chunk.isEmpty() && bytes + next > MOST_BYTES)) {
        tables.files().insert(requestId, chunk);
        chunk = new ArrayList<>();
        bytes = 0;
      }
      chunk.add(row);
      bytes += next;
    }
    if (!chunk.isEmpty()) {
      tables.files().insert(requestId, chunk);
    }
  }

  /** What it takes in a statement at most. */
  private static int mostBytes(FileInsert row) {
    return SHORT_COLUMNS
        + text(row.surl())
        + text(row.explanation())
        + binary(row.path())
        + binary(row.toPath());
  }

  /** UTF-8 has three bytes at most for a char; a char that is escaped has two. */
  private static int text(@Nullable String value) {
    return value == null ? 0 : 3 * value.length();
  }

  private static int binary(byte @Nullable [] value) {
    return value == null ? 0 : 2 * value.length;
  }
}
