// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Task;
import dev.bora.db.table.PathLock.Kind;
import dev.bora.db.table.Place;
import dev.bora.db.table.Step;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.HiddenRemoval;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.PurgeOutcome;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Optional;

/**
 * srmRmdir (SRM v2.2, 4.2): one take of the directory, then a purge of what was taken; one that was
 * to be empty and is not gets its name back.
 */
final class RmdirRoom implements Room {
  private final Aborts aborts;

  RmdirRoom(Aborts aborts) {
    this.aborts = aborts;
  }

  private static final Result NOT_EMPTY =
      new Result(TStatusCode.SRM_NON_EMPTY_DIRECTORY, "Directory not empty");

  @Override
  public Result run(Task task) throws IOException {
    Taking taking = new Taking(task);
    Step step = task.row().step();
    return switch (step) {
      case null -> start(task, taking);
      case TAKE ->
          taking.resumeTake(
              () -> start(task, taking), (entry, id) -> purge(task, taking, entry, id));
      case GIVE_BACK -> taking.resumeGiveBack(NOT_EMPTY);
      case PURGE -> {
        taking.rememberLocks();
        yield purge(task, taking, task.journalledEntry(), task.journalledObject());
      }
      case CREATE, PUBLISH, GIVE_ON -> throw new IllegalStateException("rmdir has no step " + step);
    };
  }

  private Result start(Task task, Taking taking) throws IOException {
    Place place = task.row().place();
    if (task.path().isRoot()) {
      return task.failed(
          TStatusCode.SRM_AUTHORIZATION_FAILURE,
          "Operation not permitted: this is the root of a storage area");
    }
    if (!task.lockPatiently(place, Kind.TREE)) {
      return task.failed(TStatusCode.SRM_FILE_BUSY, "Device or resource busy");
    }
    Optional<FileStatus> there = task.onDisk(() -> task.area().disk().reader().lookUp(task.path()));
    if (there.isEmpty()) {
      return task.failed(TStatusCode.SRM_INVALID_PATH, "No such file or directory");
    }
    if (there.get().kind() != FileKind.DIRECTORY) {
      return task.failed(TStatusCode.SRM_INVALID_PATH, "Not a directory");
    }
    boolean recursive = task.request().wholeTree();
    if (!recursive
        && !task.onDisk(() -> task.area().disk().reader().isEmptyDirectory(task.path()))) {
      return task.failed(NOT_EMPTY);
    }
    if (!task.isClear(place, Kind.TREE)) {
      return recursive
          ? task.failed(
              TStatusCode.SRM_FILE_BUSY, "Device or resource busy: something below it is in use")
          : task.failed(
              TStatusCode.SRM_NON_EMPTY_DIRECTORY, "Directory not empty: an upload is under way");
    }
    ObjectId id = ObjectId.of(there.get());
    return taking.take(id, (entry, taken) -> purge(task, taking, entry, taken));
  }

  private Result purge(Task task, Taking taking, HiddenName entry, ObjectId id) throws IOException {
    task.intend(Step.PURGE, id, entry);
    if (task.request().wholeTree()) {
      PurgeOutcome outcome =
          task.act(
              () -> task.area().disk().removal().purgeTaken(entry, task.tools().heart()::mayBegin));
      return switch (outcome) {
        case PurgeOutcome.Purged _ -> done(task);
        case PurgeOutcome.Stopped _ -> throw new IOException("the purge was stopped");
        case PurgeOutcome.Incomplete incomplete -> throw incomplete.failure();
      };
    }
    HiddenRemoval removal =
        task.act(() -> task.area().disk().removal().removeTakenDirectory(entry));
    return switch (removal) {
      case REMOVED, ABSENT -> done(task);
      case NOT_EMPTY -> taking.giveBack(entry, id, NOT_EMPTY);
      case OTHER_KIND -> throw new IllegalStateException("taken directory " + entry + " is a file");
    };
  }

  private Result done(Task task) {
    aborts.endPinsBelow(task.row().place(), "File has been removed.");
    return task.done();
  }
}
