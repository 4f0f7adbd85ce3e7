// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.DatabaseUnavailableException.Trouble;
import dev.bora.db.Soon;
import dev.bora.db.SqlErrors;
import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.FileInserts.Inserted;
import dev.bora.db.table.FileInsert;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestRow;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Synchronous calls that change the name space, as requests: the backend that was called holds
 * their files from the first moment. The operation id is the token: a second call with it finds the
 * first one.
 */
public final class Calls {
  private final Fence fence;

  /** For this incarnation. */
  public Calls(Fence fence) {
    this.fence = fence;
  }

  /** What became of the attempt to begin. */
  public sealed interface Begun {
    /** The files are this backend's. */
    record Mine(long requestId, List<FileRow> files) implements Begun {}

    /** The same operation id was here before. */
    record Known(RequestRow request) implements Begun {}
  }

  /** Begins a call, or finds it. */
  public Begun begin(NewRequest request) {
    try {
      List<FileRow> files = fence.call(tables -> insert(tables, request)).get();
      return new Begun.Mine(files.getFirst().requestId(), files);
    } catch (RuntimeException exception) {
      // The same call may have come before.
      if (SqlErrors.isDuplicateKey(exception) || mayBeRead(exception)) {
        return new Begun.Known(known(request.token()).orElseThrow(() -> exception));
      }
      throw exception;
    }
  }

  /** What takes no new rows may still tell what became of one. */
  private static boolean mayBeRead(RuntimeException exception) {
    return exception instanceof DatabaseUnavailableException away
        && !away.mayHaveCommitted()
        && (away.trouble() == Trouble.READ_ONLY || away.trouble() == Trouble.FULL);
  }

  private Optional<RequestRow> known(String token) {
    return fence.call(tables -> Optional.ofNullable(tables.requests().byToken(token)));
  }

  private Soon<FileRow> insert(Tables tables, NewRequest request) {
    List<FileInsert> rows = new ArrayList<>();
    for (NewFile file : request.files()) {
      rows.add(row(rows.size(), file, request));
    }
    Inserted _ =
        FileInserts.insert(
            tables,
            List.of(request),
            rows,
            (from, to) ->
                tables.later(() -> tables.queue().holdInserted(fence.epoch(), to - from)));
    return tables.soon(() -> tables.files().ofInserted());
  }

  private FileInsert row(int fileNo, NewFile file, NewRequest request) {
    Place place = file.place();
    if (place == null) {
      throw new IllegalArgumentException("a refused file has nothing to do here");
    }
    return new FileInsert(
        0,
        fileNo,
        request.kind(),
        request.requester().share(),
        file.surl(),
        place.area(),
        place.path(),
        file.toPath(),
        FileState.RUNNING,
        Goal.ACT,
        TStatusCode.SRM_REQUEST_INPROGRESS,
        null,
        request.token(),
        fence.epoch(),
        fence.node(),
        1,
        file.expectedSize());
  }
}
