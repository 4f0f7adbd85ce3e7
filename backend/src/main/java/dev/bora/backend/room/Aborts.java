// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Result;
import dev.bora.backend.work.Runner;
import dev.bora.backend.work.Task;
import dev.bora.backend.work.Tools;
import dev.bora.db.Tables;
import dev.bora.db.queue.UnownedFiles;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.filesystem.HiddenName;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How puts and pins end before their time: aborted by their owner, by a removal of their file, or
 * by the clock.
 */
public final class Aborts {
  private static final int BATCH = 500;

  /** What the owner of an aborted request is told. */
  public static final String BY_OWNER = "Request aborted by its owner.";

  private final Tools tools;
  private final Runner runner;

  /** Of this incarnation; uploads are discarded by this runner. */
  public Aborts(Tools tools, Runner runner) {
    this.tools = tools;
    this.runner = runner;
  }

  /**
   * Ends a file that was being prepared when its abort came.
   *
   * @param entry the hidden entry of its upload; null if it has none
   */
  static Result aborted(Task task, @Nullable HiddenName entry) throws IOException {
    return task.request().kind() == RequestKind.PUT
        ? DiscardPutRoom.run(task, entry, TStatusCode.SRM_ABORTED, BY_OWNER)
        : task.ended(FileState.ABORTED, new Result(TStatusCode.SRM_ABORTED, BY_OWNER));
  }

  /**
   * Discards an upload whose TURL is out.
   *
   * @param callId operation id of the call that wants it, if one does
   * @return empty if it is not ready any more; else what became of it, with a second empty if it
   *     goes on later
   */
  public Optional<CompletableFuture<Optional<Result>>> discard(
      FileRow upload, @Nullable String callId, TStatusCode status, String explanation) {
    FileRow mine = tools.claims().claimToDiscard(upload.id(), callId, status, explanation);
    return mine == null ? Optional.empty() : Optional.of(runner.run(mine));
  }

  /**
   * As {@link #discard}, as part of the work on the file that removes the upload's path.
   *
   * @param mine claimed already
   */
  void discardWithin(FileRow mine) {
    Optional<Result> _ = runner.runWithin(mine);
  }

  /** Whether read TURLs of a path are out. */
  boolean isPinned(Place place) {
    return !tools.fence().call(tables -> tables.pins().on(place.area(), place.path(), 1)).isEmpty();
  }

  /** Takes all pins on a path away. */
  void endPins(Place place, String explanation) {
    while (tools
        .fence()
        .call(tables ->
            end(tables, tables.pins().on(place.area(), place.path(), BATCH), explanation))) {
      // There may be more.
    }
  }

  /** Takes all pins below a directory away. */
  void endPinsBelow(Place directory, String explanation) {
    byte[] from = append(directory.path(), '/');
    byte[] to = append(directory.path(), '/' + 1);
    while (tools
        .fence()
        .call(tables ->
            end(tables, tables.pins().below(directory.area(), from, to, BATCH), explanation))) {
      // There may be more.
    }
  }

  private static byte[] append(byte[] path, int last) {
    byte[] longer = Arrays.copyOf(path, path.length + 1);
    longer[path.length] = (byte) last;
    return longer;
  }

  private boolean end(Tables tables, List<Long> pins, String explanation) {
    for (long id : pins) {
      FileRow row = tables.files().byId(id);
      if (row != null) {
        endPin(tables, row, explanation);
      }
    }
    return pins.size() == BATCH;
  }

  private void endPin(Tables tables, FileRow row, String explanation) {
    boolean ended =
        UnownedFiles.endPin(
            tables,
            row,
            FileState.ABORTED,
            TStatusCode.SRM_ABORTED,
            explanation,
            tools.retention().seconds(RequestKind.GET));
    if (!ended) {
      tables.pins().remove(row.place().area(), row.place().path(), row.id());
    }
  }
}
