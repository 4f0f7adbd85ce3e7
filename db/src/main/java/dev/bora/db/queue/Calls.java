// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.SqlErrors;
import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Synchronous calls that change the name space, as requests: the backend that was called holds
 * their files from the first moment, with their path locks, all in one transaction. The operation
 * id is the token: a second call with it finds the first one.
 */
public final class Calls {
  private final Fence fence;

  /** For this incarnation. */
  public Calls(Fence fence) {
    this.fence = fence;
  }

  /** A path lock that a file of a call needs. */
  public record Wanted(Place place, PathLock.Kind kind) {}

  /** What became of the attempt to begin. */
  public sealed interface Begun {
    /** The files are this backend's, with their locks. */
    record Mine(long requestId, List<FileRow> files) implements Begun {}

    /** The same operation id was here before. */
    record Known(RequestRow request) implements Begun {}

    /** Somebody else holds one of the paths; nothing was written. */
    record Busy() implements Begun {}
  }

  /**
   * Begins a call.
   *
   * @param locks for each file the paths that it needs
   */
  public Begun begin(NewRequest request, List<List<Wanted>> locks) {
    Optional<RequestRow> known = known(request.token());
    if (known.isPresent()) {
      return new Begun.Known(known.get());
    }
    try {
      return fence.call(tables -> insert(tables, request, locks));
    } catch (RuntimeException exception) {
      if (!SqlErrors.isDuplicateKey(exception) && !SqlErrors.isLockWait(exception)) {
        throw exception;
      }
      // Either the token (the same call came twice at once) or a path.
      return known(request.token()).<Begun>map(Begun.Known::new).orElseGet(Begun.Busy::new);
    }
  }

  private Optional<RequestRow> known(String token) {
    return fence.call(tables -> Optional.ofNullable(tables.requests().byToken(token)));
  }

  private Begun insert(Tables tables, NewRequest request, List<List<Wanted>> locks) {
    long requestId = Submissions.insertRequest(tables, request);
    List<FileInsert> rows = new ArrayList<>();
    for (NewFile file : request.files()) {
      rows.add(row(rows.size(), file, request.token()));
    }
    tables.files().insert(requestId, rows);
    List<FileRow> files = tables.files().ofRequest(requestId);
    for (int i = 0; i < files.size(); i++) {
      long id = files.get(i).id();
      tables.queue().hold(fence.epoch(), id);
      locks.get(i).stream()
          .sorted(PathLocks.KEY_ORDER)
          .forEach(lock ->
              tables.pathLocks().take(lock.place().area(), lock.place().path(), id, lock.kind()));
    }
    return new Begun.Mine(requestId, files);
  }

  private FileInsert row(int number, NewFile file, String callId) {
    Place place = file.place();
    if (place == null) {
      throw new IllegalArgumentException("a refused file has nothing to do here");
    }
    return new FileInsert(
        number,
        file.surl(),
        place.area(),
        place.path(),
        file.toPath(),
        FileState.RUNNING,
        Goal.ACT,
        TStatusCode.SRM_REQUEST_INPROGRESS,
        null,
        callId,
        fence.epoch(),
        fence.node(),
        1,
        file.expectedSize());
  }
}
