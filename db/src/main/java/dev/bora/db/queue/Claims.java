// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Ids;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.Line.Wants;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestRow;
import dev.bora.db.table.Step;
import dev.bora.srm.types.TStatusCode;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How files come into a backend's hands. Every verb is one transaction behind its fence. */
public final class Claims {
  private final Fence fence;
  private final LineClaims fromLines;

  /** For this incarnation, without limits. */
  public Claims(Fence fence) {
    this(fence, Caps.NONE);
  }

  /** For this incarnation, within these limits. */
  public Claims(Fence fence, Caps caps) {
    this(fence, caps, _ -> {});
  }

  /**
   * For this incarnation, within these limits.
   *
   * @param requests is told the requests of files that were claimed from the queue, before their
   *     claimer is told the files
   */
  public Claims(Fence fence, Caps caps, Consumer<List<RequestRow>> requests) {
    this.fence = fence;
    this.fromLines = new LineClaims(fence, caps, requests);
  }

  /** The lines in an area of which something may be claimed, as far as limits and pauses go. */
  public List<Line> lines(String area) {
    return fromLines.lines(area);
  }

  /**
   * Claims the oldest files of a line, unless they are to wait as an operator wants it, and within
   * the limits. Of those for which there may be no TURL yet the goal is {@link Goal#STAGE}.
   *
   * @param mark ids up to this one are known not to wait
   * @param most at most so many
   * @return what is now this backend's; empty if nothing waits or others have it
   */
  public List<FileRow> claimOldest(Line line, long mark, int most) {
    return fromLines.claimOldest(line, mark, most);
  }

  /**
   * As {@link #claimOldest}, for files that a frontend has named. Calls that come while others are
   * at it share a transaction.
   *
   * @param fileIds not many: they are looked at one by one
   * @return those that are now this backend's
   */
  public List<FileRow> claimNamed(Line line, List<Long> fileIds) {
    return fileIds.isEmpty() ? List.of() : fromLines.claimNamed(line, fileIds);
  }

  /**
   * Takes a file whose write TURL is out, to commit its upload.
   *
   * @param callId operation id of the call that wants it
   * @return the file, now this backend's; null if it is in another state by now, or a door is
   *     writing it, or was when it died and is not fenced yet
   */
  public @Nullable FileRow claimToCommit(long fileId, @Nullable String callId) {
    return fence.call(tables ->
        claimReady(
            tables,
            fileId,
            Goal.COMMIT,
            callId,
            null,
            null,
            () -> tables.doorWrites().writer(fileId) == null));
  }

  /**
   * Takes a file whose write TURL is out, to discard its upload.
   *
   * @param callId operation id of the call that wants it
   * @param status how it will end
   * @return the file, now this backend's; null if it is in another state by now
   */
  public @Nullable FileRow claimToDiscard(
      long fileId, @Nullable String callId, TStatusCode status, String explanation) {
    return fence.call(tables -> claimReady(tables, fileId, callId, status, explanation));
  }

  /**
   * As {@link #claimToDiscard}, for an srmRm of the path: its journal tells with the same commit
   * that it was this removal that ended the upload. Whoever goes on with it finds none any more.
   *
   * @param removal the srmRm's own file
   */
  public @Nullable FileRow claimToRemove(
      Claim removal, long fileId, String callId, TStatusCode status, String explanation) {
    return fence.call(tables -> {
      FileRow mine = claimReady(tables, fileId, callId, status, explanation);
      if (mine != null) {
        Journal.mustBeMine(
            removal,
            tables
                .files()
                .journal(
                    removal.fileId(),
                    removal.owner(),
                    removal.number(),
                    Step.ABORT,
                    null,
                    null,
                    null));
      }
      return mine;
    });
  }

  private @Nullable FileRow claimReady(
      Tables tables, long fileId, @Nullable String callId, TStatusCode status, String explanation) {
    return claimReady(tables, fileId, Goal.DISCARD, callId, status, explanation, () -> true);
  }

  private @Nullable FileRow claimReady(
      Tables tables,
      long fileId,
      Goal goal,
      @Nullable String callId,
      @Nullable TStatusCode status,
      @Nullable String explanation,
      BooleanSupplier unlessBusy) {
    // Locked before it looks for doors: one that begins to write locks the same row first.
    FileRow before = tables.files().lock(fileId);
    if (before == null || before.state() != FileState.READY || !unlessBusy.getAsBoolean()) {
      return null;
    }
    tables.later(
        () ->
            tables
                .files()
                .claimReady(fileId, goal, callId, status, explanation, fence.epoch(), fence.node()),
        rows -> {
          if (rows != 1) {
            throw new IllegalStateException("indicates a bug: a locked row changed");
          }
        });
    tables.later(() -> tables.queue().hold(fence.epoch(), Ids.of(fileId)));
    return tables.files().byId(fileId);
  }

  /**
   * Moves some of what a fenced incarnation held into this one's hands, beside other adopters. Call
   * it again until it answers empty.
   *
   * @param from the fenced incarnation
   * @param died whether its process died, or may have: what it had begun is then suspected of it
   * @param most at most so many
   */
  public List<FileRow> adopt(IncarnationRow from, boolean died, int most) {
    return fence.call(tables -> {
      List<Long> held = tables.queue().lockHeld(from.epoch(), most);
      if (held.isEmpty()) {
        return List.of();
      }
      Ids ids = Ids.of(held);
      // A statement for all: nobody else writes what a fenced incarnation held, once it is locked.
      tables.queue().handOn(from.epoch(), fence.epoch(), ids);
      tables.files().adopt(ids, from.epoch(), fence.epoch(), fence.node(), died);
      List<FileRow> rows = mine(tables, ids);
      int suspects = (int) rows.stream().filter(FileRow::suspect).count();
      tables
          .adoptions()
          .note(from.epoch(), from.node(), fence.epoch(), fence.node(), rows.size(), suspects);
      return rows;
    });
  }

  /**
   * Takes a file that this incarnation holds under a new claim, as an adopter would; empty if it
   * holds it no more.
   */
  public Optional<FileRow> renew(long fileId) {
    return fence.call(tables -> {
      int rows = tables.files().renew(fileId, fence.epoch());
      return rows == 0 ? Optional.empty() : Optional.ofNullable(tables.files().byId(fileId));
    });
  }

  /**
   * Puts a file back into the queue, for a backend that can do what this one cannot at the moment.
   *
   * @return false if nothing was changed: a step of it has begun, a client waits for it, it is to
   *     be aborted, or it is not this incarnation's
   */
  public boolean handBack(FileRow row) {
    return queueAgain(row, Wants.WORK, TStatusCode.SRM_REQUEST_QUEUED);
  }

  /**
   * Puts a file that was looked at into the line of those that wait for a TURL.
   *
   * @return false as for {@link #handBack}
   */
  public boolean park(FileRow row) {
    return queueAgain(row, Wants.TURL, TStatusCode.SRM_REQUEST_INPROGRESS);
  }

  /** Its row in {@code ready} is new, so nobody waits for it, although it comes last here. */
  private boolean queueAgain(FileRow row, Wants wants, TStatusCode status) {
    Claim claim = Claim.of(row);
    return fence.call(tables -> {
      if (tables.files().queueAgain(claim.fileId(), claim.owner(), claim.number(), status) == 0) {
        return false;
      }
      Place place = row.place();
      Line line = new Line(place.area(), row.kind(), wants, row.share());
      Ids id = Ids.of(claim.fileId());
      tables.queue().release(claim.owner(), id);
      tables.queue().enqueue(line, id);
      tables.pathLocks().release(place.area(), List.of(place.path()), id);
      tables.tally().move(claim.kind(), claim.share(), claim.phase(), wants.phase(), 1);
      return true;
    });
  }

  /**
   * Notes that this incarnation begins what it adopted: nothing tells why its forerunner died, and
   * whatever has no step in its journal yet would be begun by one backend after the other.
   */
  public void begins(Claim claim) {
    fence.run(tables ->
        Journal.mustBeMine(
            claim, tables.files().begins(claim.fileId(), claim.owner(), claim.number())));
  }

  /** Notes that this incarnation runs a suspect with nothing beside it from now on. */
  public void runsAlone(Claim claim) {
    fence.run(tables ->
        Journal.mustBeMine(
            claim, tables.files().runsAlone(claim.fileId(), claim.owner(), claim.number())));
  }

  /**
   * Ends a file that this incarnation holds, with all locks that it may have.
   *
   * @param keepSeconds how long the row is kept, for status calls
   */
  public void giveUp(FileRow row, TStatusCode status, String explanation, int keepSeconds) {
    Journal.Ending ending = Journal.Ending.failed(status, explanation);
    List<Place> locks =
        row.toPath() == null ? List.of(row.place()) : List.of(row.place(), row.target());
    new Journal(fence).finish(Claim.of(row), ending, locks, keepSeconds);
  }

  private List<FileRow> mine(Tables tables, Ids ids) {
    List<FileRow> rows = tables.files().byIds(ids);
    LineClaims.mustBeOf(fence, rows);
    return rows;
  }
}
