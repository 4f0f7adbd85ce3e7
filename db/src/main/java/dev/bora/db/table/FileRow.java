// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import dev.bora.srm.types.TStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code request_file}. Times are told as seconds that remain on the database's clock.
 *
 * @param id operation id on disk
 * @param share of its user
 * @param status what an srmStatusOf call answers for it
 * @param callId operation id of the call that set the goal
 * @param owner epoch; null unless RUNNING
 * @param claim grows with every change of owner
 * @param suspect a step of it had begun when its backend died: it runs with nothing beside it
 * @param deaths backends that died while it ran so
 * @param abortCall operation id of an abort that came while somebody had it in hand
 * @param step the system call that may be under way
 * @param entryClaim claim number in the name of its hidden entry
 * @param readySecondsLeft of the pin or write TURL; null before it is ready
 */
public record FileRow(
    long id,
    long requestId,
    int fileNo,
    RequestKind kind,
    long share,
    String surl,
    @Nullable String area,
    byte @Nullable [] path,
    byte @Nullable [] toPath,
    FileState state,
    @Nullable Goal goal,
    TStatusCode status,
    @Nullable String explanation,
    @Nullable String callId,
    @Nullable Long owner,
    @Nullable String backend,
    int claim,
    int adoptions,
    boolean suspect,
    int deaths,
    @Nullable String abortCall,
    @Nullable Step step,
    @Nullable Long stepInode,
    @Nullable Long stepBirth,
    @Nullable Integer entryClaim,
    @Nullable Long expectedSize,
    @Nullable Long size,
    @Nullable String turl,
    @Nullable Long readySecondsLeft) {

  /** Where the file is. */
  public Place place() {
    if (area == null || path == null) {
      throw new IllegalStateException("file " + id + " was refused before it was resolved");
    }
    return new Place(area, path);
  }

  /** The line of the queue in which it is, while it is queued. */
  public Line line() {
    return new Line(
        place().area(),
        kind,
        status == TStatusCode.SRM_REQUEST_INPROGRESS ? Line.Wants.TURL : Line.Wants.WORK,
        share);
  }

  /** How limits count it; until it has ended. */
  public Phase phase() {
    return switch (state) {
      case QUEUED -> line().wants().phase();
      case RUNNING -> goal == Goal.PREPARE || goal == Goal.STAGE ? Phase.RUNNING : Phase.OUT;
      case READY -> Phase.OUT;
      case DONE, RELEASED, ABORTED, EXPIRED, FAILED ->
          throw new IllegalStateException("file " + id + " has ended");
    };
  }

  /** Where a move leads to. */
  public Place target() {
    if (area == null || toPath == null) {
      throw new IllegalStateException("file " + id + " is not moved");
    }
    return new Place(area, toPath);
  }
}
