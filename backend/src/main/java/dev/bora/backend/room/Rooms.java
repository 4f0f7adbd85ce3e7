// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Room;
import dev.bora.backend.work.Runner.RoomPlan;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Goal;
import dev.bora.db.table.RequestRow;

/** Which room does what. */
public final class Rooms implements RoomPlan {
  private final Room preparePut = new PreparePutRoom();
  private final Room commitPut = new CommitPutRoom();
  private final Room discardPut = new DiscardPutRoom();
  private final Room prepareGet = new PrepareGetRoom();
  private final Room mkdir = new MkdirRoom();
  private final Room rmdir = new RmdirRoom();
  private final Room rm = new RmRoom();
  private final Room mv = new MvRoom();

  @Override
  public Room room(RequestRow request, FileRow row) {
    Goal goal = row.goal();
    if (goal == null) {
      throw new IllegalStateException("file " + row.id() + " has no goal");
    }
    return switch (request.kind()) {
      case PUT ->
          switch (goal) {
            case PREPARE -> preparePut;
            case COMMIT -> commitPut;
            case DISCARD -> discardPut;
            case ACT -> throw new IllegalStateException("a put has no goal " + goal);
          };
      case GET -> prepareGet;
      case MKDIR -> mkdir;
      case RMDIR -> rmdir;
      case RM -> rm;
      case MV -> mv;
    };
  }
}
