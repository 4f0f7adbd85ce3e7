// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.srm.types.TGetRequestFileStatus;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one file of an asynchronous request.
 *
 * @param surl as the client wrote it
 * @param size bytes; of an upload that is not done, those that were promised
 * @param secondsLeft of the pin or write TURL; null unless it is out
 * @param turl null unless it is out
 */
public record FileAnswer(
    String surl,
    FileState state,
    TReturnStatus status,
    @Nullable Long size,
    @Nullable Integer secondsLeft,
    @Nullable String turl) {
  /** Files live until they are removed (TFileStorageType PERMANENT). */
  private static final int FOR_EVER = -1;

  private static final int WAIT_SECONDS = 1;

  /** A file of which there is no TURL: refused, or queued. */
  public static FileAnswer without(String surl, FileState state, TReturnStatus status) {
    return new FileAnswer(surl, state, status, null, null, null);
  }

  /** As its row has it. */
  public static FileAnswer of(FileRow row) {
    boolean out = isOut(row.status());
    Long left = row.readySecondsLeft();
    return new FileAnswer(
        row.surl(),
        row.state(),
        new TReturnStatus(row.status(), row.explanation()),
        row.size() == null ? row.expectedSize() : row.size(),
        out && left != null ? Math.clamp(left, 0, Integer.MAX_VALUE) : null,
        out ? row.turl() : null);
  }

  /** Whether its TURL is with the client. */
  public static boolean isOut(TStatusCode code) {
    return code == TStatusCode.SRM_FILE_PINNED || code == TStatusCode.SRM_SPACE_AVAILABLE;
  }

  /** As a get's answer has it (SRM v2.2, 5.1 and 5.2). */
  public TGetRequestFileStatus asGet() {
    return new TGetRequestFileStatus(surl, size, status, waitSeconds(), secondsLeft, turl, null);
  }

  /** As a put's answer has it (SRM v2.2, 5.5 and 5.6). */
  public TPutRequestFileStatus asPut() {
    return new TPutRequestFileStatus(
        surl,
        status,
        size,
        waitSeconds(),
        secondsLeft,
        secondsLeft == null ? null : FOR_EVER,
        turl,
        null);
  }

  private @Nullable Integer waitSeconds() {
    return isWaiting(status.statusCode()) ? WAIT_SECONDS : null;
  }

  static boolean isWaiting(TStatusCode code) {
    return code == TStatusCode.SRM_REQUEST_QUEUED || code == TStatusCode.SRM_REQUEST_INPROGRESS;
  }
}
