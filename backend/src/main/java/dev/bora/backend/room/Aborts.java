// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Result;
import dev.bora.backend.work.Retention;
import dev.bora.backend.work.Task;
import dev.bora.backend.work.Tools;
import dev.bora.db.Tables;
import dev.bora.db.queue.UnownedFiles;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How puts and pins end before their time: aborted by their owner, by a removal of their file, or
 * by the clock.
 */
public final class Aborts {
  private static final int BATCH = 500;

  private final Tools tools;

  /** Of this incarnation. */
  public Aborts(Tools tools) {
    this.tools = tools;
  }

  /**
   * Discards an upload whose TURL is out.
   *
   * @param callId operation id of the call that wants it, if one does
   * @return false if it is not ready any more
   */
  public boolean discard(
      FileRow upload, @Nullable String callId, TStatusCode status, String explanation)
      throws IOException {
    FileRow mine = tools.claims().claimToDiscard(upload.id(), callId, status, explanation);
    if (mine == null) {
      return false;
    }
    Result ignored = new DiscardPutRoom().run(Task.open(tools, mine));
    return ignored != null;
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

  private static boolean end(Tables tables, List<Long> pins, String explanation) {
    for (long id : pins) {
      FileRow row = tables.files().byId(id);
      if (row != null) {
        endPin(tables, row, explanation);
      }
    }
    return pins.size() == BATCH;
  }

  private static void endPin(Tables tables, FileRow row, String explanation) {
    boolean ended =
        UnownedFiles.endPin(
            tables,
            row,
            FileState.ABORTED,
            TStatusCode.SRM_ABORTED,
            explanation,
            Retention.seconds(RequestKind.GET));
    if (!ended) {
      tables.pins().remove(row.place().area(), row.place().path(), row.id());
    }
  }
}
