// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Runner.RoomPlan;
import dev.bora.backend.work.Task;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Goal;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;

/** Which room does what. */
public final class Rooms implements RoomPlan {
  private final Room preparePut = new PreparePutRoom();
  private final Room commitPut = new CommitPutRoom();
  private final Room discardPut = new DiscardPutRoom();
  private final Room prepareGet = new PrepareGetRoom();
  private final Room mkdir = new MkdirRoom();
  private final Room rmdir;
  private final Room rm;
  private final Room mv;

  /** Rooms that end other files do so with these aborts. */
  public Rooms(Aborts aborts) {
    this.rmdir = new RmdirRoom(aborts);
    this.rm = new RmRoom(aborts);
    this.mv = new MvRoom(aborts);
  }

  @Override
  public Room room(RequestRow request, FileRow row) {
    Goal goal = row.goal();
    if (goal == null) {
      throw new IllegalStateException("file " + row.id() + " has no goal");
    }
    return switch (request.kind()) {
      case PUT ->
          switch (goal) {
            case PREPARE, STAGE -> row.abortCall() == null ? preparePut : Rooms::abort;
            case COMMIT -> commitPut;
            case DISCARD -> discardPut;
            case ACT -> throw new IllegalStateException("a put has no goal " + goal);
          };
      case GET -> row.abortCall() == null ? prepareGet : Rooms::abort;
      case MKDIR, RMDIR, RM, MV -> isTooLate(request, row) ? Rooms::tooLate : act(request.kind());
    };
  }

  private Room act(RequestKind kind) {
    return switch (kind) {
      case PUT, GET -> throw new IllegalStateException(kind + " is no change of the name space");
      case MKDIR -> mkdir;
      case RMDIR -> rmdir;
      case RM -> rm;
      case MV -> mv;
    };
  }

  private static Result abort(Task task) throws IOException {
    return Aborts.aborted(task, task.row().entryClaim() == null ? null : task.journalledEntry());
  }

  /** Nothing of it was begun, and the frontend that asked for it does not wait any more. */
  private static boolean isTooLate(RequestRow request, FileRow row) {
    return row.step() == null && request.secondsLeft() <= 0;
  }

  /** Its client was told that it failed, and may have asked for something else by now. */
  private static Result tooLate(Task task) {
    return task.failed(
        TStatusCode.SRM_REQUEST_TIMED_OUT, "Connection timed out: not begun in time");
  }
}
