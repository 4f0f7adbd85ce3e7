// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.table.FileInsert;
import dev.bora.db.table.GeneratedKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of new requests, in few statements. A statement has to fit into the server's
 * max_allowed_packet (16 MiB by default in MariaDB, 64 MiB in MySQL), and names can be long.
 */
final class FileInserts {
  static final int MOST_ROWS = 500;
  static final int MOST_BYTES = 2 << 20;

  /** Numbers, codes, node, area and call id, with quotes and commas. */
  private static final int SHORT_COLUMNS = 400;

  private FileInserts() {}

  /**
   * Adds them in this order.
   *
   * @return their ids, which ascend
   */
  static List<Long> insert(Tables tables, List<FileInsert> rows) {
    List<Long> ids = new ArrayList<>();
    List<FileInsert> chunk = new ArrayList<>();
    long bytes = 0;
    for (FileInsert row : rows) {
      int next = mostBytes(row);
      if (chunk.size() == MOST_ROWS || (!chunk.isEmpty() && bytes + next > MOST_BYTES)) {
        ids.addAll(insertAll(tables, chunk));
        chunk = new ArrayList<>();
        bytes = 0;
      }
      chunk.add(row);
      bytes += next;
    }
    if (!chunk.isEmpty()) {
      ids.addAll(insertAll(tables, chunk));
    }
    return ids;
  }

  private static List<Long> insertAll(Tables tables, List<FileInsert> chunk) {
    List<GeneratedKey> keys = GeneratedKey.some(chunk.size());
    tables.files().insert(chunk, keys);
    return keys.stream().map(GeneratedKey::getId).toList();
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
