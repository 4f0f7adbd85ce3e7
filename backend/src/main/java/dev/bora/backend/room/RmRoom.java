// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Task;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.PathLock.Kind;
import dev.bora.db.table.Place;
import dev.bora.db.table.Step;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.HiddenRemoval;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Optional;

/**
 * srmRm of one file (SRM v2.2, 4.3): taken, then removed. A put to the path that is not done is
 * aborted, whoever's it is, and so are pins on it (4.3.2 d and e, as dCache and StoRM read them).
 */
final class RmRoom implements Room {
  private final Aborts aborts;

  RmRoom(Aborts aborts) {
    this.aborts = aborts;
  }

  private static final String REMOVED = "File has been removed.";

  @Override
  public Result run(Task task) throws IOException {
    Taking taking = new Taking(task);
    Step step = task.row().step();
    return switch (step) {
      case null -> start(task, taking, false);
      case ABORT -> start(task, taking, true);
      case TAKE ->
          taking.resumeTake(() -> start(task, taking, false), (entry, _) -> purge(task, entry));
      case GIVE_BACK ->
          taking.resumeGiveBack(new Result(TStatusCode.SRM_FILE_BUSY, "Device or resource busy"));
      case PURGE -> {
        taking.rememberLocks();
        yield purge(task, task.journalledEntry());
      }
      case CREATE, PUBLISH, GIVE_ON -> throw new IllegalStateException("rm has no step " + step);
    };
  }

  private Result start(Task task, Taking taking, boolean begun) throws IOException {
    Place place = task.row().place();
    boolean aborted = begun;
    while (!task.lockPatiently(place, Kind.FILE)) {
      Optional<FileRow> upload = task.holder(place).filter(file -> file.state() == FileState.READY);
      if (upload.isEmpty()) {
        return task.failed(TStatusCode.SRM_FILE_BUSY, "Device or resource busy");
      }
      // Its owner may be quicker to abort it: then this removes nothing.
      Optional<FileRow> mine = task.takeUpload(upload.get(), TStatusCode.SRM_ABORTED, REMOVED);
      mine.ifPresent(aborts::discardWithin);
      aborted |= mine.isPresent();
    }
    Optional<FileStatus> there = task.onDisk(() -> task.area().disk().reader().lookUp(task.path()));
    if (there.isEmpty()) {
      return aborted
          ? task.done()
          : task.failed(TStatusCode.SRM_INVALID_PATH, "No such file or directory");
    }
    FileKind kind = there.get().kind();
    if (kind == FileKind.DIRECTORY) {
      return task.failed(TStatusCode.SRM_INVALID_PATH, "Is a directory");
    }
    if (kind == FileKind.LINK) {
      return task.failed(TStatusCode.SRM_INVALID_PATH, "Is a symbolic link");
    }
    return taking.take(ObjectId.of(there.get()), (entry, _) -> purge(task, entry));
  }

  private Result purge(Task task, HiddenName entry) throws IOException {
    task.intend(Step.PURGE, null, entry);
    HiddenRemoval removal = task.act(() -> task.area().disk().removal().unlinkTaken(entry));
    return switch (removal) {
      case REMOVED, ABSENT -> {
        aborts.endPins(task.row().place(), REMOVED);
        yield task.done();
      }
      case NOT_EMPTY, OTHER_KIND ->
          throw new IllegalStateException("taken file " + entry + " is a directory");
    };
  }
}
