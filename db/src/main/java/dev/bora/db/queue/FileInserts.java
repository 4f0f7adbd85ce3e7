// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Soon;
import dev.bora.db.Tables;
import dev.bora.db.table.FileInsert;
import dev.bora.db.table.InsertedIds;
import dev.bora.db.table.NewRequest;
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

  /** What else is to be said of files that were added by the last statement. */
  interface Also {
    /**
     * Adds later statements.
     *
     * @param from the first of the files
     * @param to the one after the last
     */
    void say(int from, int to);
  }

  /** Files that were added; their ids are known once that was sent. */
  static final class Inserted {
    private final List<Chunk> chunks = new ArrayList<>();

    private record Chunk(Soon<InsertedIds> ids, int files) {}

    /** Of all of them, in their order. They ascend. */
    List<Long> fileIds() {
      return chunks.stream()
          .flatMap(chunk -> chunk.ids().get().getFirst().fileIds(chunk.files()).stream())
          .toList();
    }

    /** Of one of the requests that were added before them, from 0. */
    long requestId(int request) {
      return chunks.getFirst().ids().get().getFirst().requestId(request);
    }
  }

  /** Adds requests and, in this order, their files. All are sent later, if they are few. */
  static Inserted insert(
      Tables tables, List<NewRequest> requests, List<FileInsert> rows, Also also) {
    tables.later(() -> {
      tables.requests().insert(requests);
      tables.requests().rememberInserted();
    });
    Inserted inserted = new Inserted();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < rows.size(); i++) {
      int next = mostBytes(rows.get(i));
      if (i - from == MOST_ROWS || (i > from && bytes + next > MOST_BYTES)) {
        add(tables, inserted, rows, from, i, also);
        tables.send();
        from = i;
        bytes = 0;
      }
      bytes += next;
    }
    add(tables, inserted, rows, from, rows.size(), also);
    return inserted;
  }

  private static void add(
      Tables tables, Inserted inserted, List<FileInsert> rows, int from, int to, Also also) {
    tables.later(() -> tables.files().insert(rows.subList(from, to)));
    also.say(from, to);
    inserted.chunks.add(
        new Inserted.Chunk(tables.soon(() -> tables.files().inserted()), to - from));
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
