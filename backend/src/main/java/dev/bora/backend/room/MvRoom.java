// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Failures;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Task;
import dev.bora.db.table.PathLock.Kind;
import dev.bora.db.table.Step;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.ContainmentException;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.PublishOutcome;
import dev.bora.filesystem.RenameAdoption;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Optional;

/**
 * srmMv (SRM v2.2, 4.6): taken from one name, given on to the other. Source busy: SRM_FILE_BUSY;
 * target busy or there: SRM_DUPLICATION_ERROR, as dCache reads 4.6.2 and 4.6.3.
 */
final class MvRoom implements Room {
  private final Aborts aborts;

  MvRoom(Aborts aborts) {
    this.aborts = aborts;
  }

  private static final Result EXISTS = new Result(TStatusCode.SRM_DUPLICATION_ERROR, "File exists");

  @Override
  public Result run(Task task) throws IOException {
    Taking taking = new Taking(task);
    Step step = task.row().step();
    return switch (step) {
      case null -> start(task, taking);
      case TAKE ->
          taking.resumeTake(
              () -> start(task, taking), (entry, id) -> giveOn(task, taking, entry, id));
      case GIVE_ON -> resumeGiveOn(task, taking);
      case GIVE_BACK -> taking.resumeGiveBack(EXISTS);
      case CREATE, PUBLISH, PURGE -> throw new IllegalStateException("mv has no step " + step);
    };
  }

  private Result start(Task task, Taking taking) throws IOException {
    AreaPath from = task.path();
    AreaPath to = task.target();
    if (from.isRoot() || to.isRoot() || to.isBelow(from)) {
      return task.failed(TStatusCode.SRM_INVALID_PATH, "Invalid argument");
    }
    Optional<Result> refusal = from.equals(to) ? Optional.empty() : lockBoth(task);
    if (refusal.isPresent()) {
      return task.failed(refusal.get());
    }
    Optional<FileStatus> source = task.onDisk(() -> task.area().disk().reader().lookUp(from));
    if (source.isEmpty()) {
      return task.failed(TStatusCode.SRM_INVALID_PATH, "No such file or directory");
    }
    if (source.get().kind() == FileKind.LINK) {
      return task.failed(TStatusCode.SRM_INVALID_PATH, "Is a symbolic link");
    }
    if (from.equals(to)) {
      return task.done();
    }
    if (task.onDisk(() -> task.area().disk().reader().lookUp(to)).isPresent()) {
      return task.failed(EXISTS);
    }
    Optional<FileStatus> parent =
        task.onDisk(() -> task.area().disk().reader().lookUp(to.parent()));
    if (parent.filter(status -> status.kind() == FileKind.DIRECTORY).isEmpty()) {
      return task.failed(noParent());
    }
    ObjectId id = ObjectId.of(source.get());
    return taking.take(id, (entry, taken) -> giveOn(task, taking, entry, taken));
  }

  private Optional<Result> lockBoth(Task task) {
    Result sourceBusy = new Result(TStatusCode.SRM_FILE_BUSY, "Device or resource busy");
    if (!task.lockPatiently(task.row().place(), Kind.TREE) || aborts.isPinned(task.row().place())) {
      return Optional.of(sourceBusy);
    }
    if (!task.lockPatiently(task.row().target(), Kind.TREE)) {
      return Optional.of(EXISTS);
    }
    if (!task.isClear(task.row().place(), Kind.TREE)) {
      return Optional.of(sourceBusy);
    }
    return task.isClear(task.row().target(), Kind.TREE) ? Optional.empty() : Optional.of(EXISTS);
  }

  private static Result giveOn(Task task, Taking taking, HiddenName entry, ObjectId id)
      throws IOException {
    task.intend(Step.GIVE_ON, id, entry);
    PublishOutcome outcome;
    try {
      outcome = task.act(() -> task.area().disk().removal().giveOn(entry, task.target()));
    } catch (ContainmentException refused) {
      return taking.giveBack(entry, id, Failures.result(refused));
    }
    return switch (outcome) {
      case PublishOutcome.Published _ -> task.done();
      case PublishOutcome.TargetExists _ -> taking.giveBack(entry, id, EXISTS);
      case PublishOutcome.NoParent _ -> taking.giveBack(entry, id, noParent());
      case PublishOutcome.NoSource _ -> task.failed(vanished());
    };
  }

  private static Result resumeGiveOn(Task task, Taking taking) throws IOException {
    taking.rememberLocks();
    ObjectId id = task.journalledObject();
    return switch (taking.adopt(task.target(), id)) {
      case RenameAdoption.Mine mine -> giveOn(task, taking, mine.name(), id);
      case RenameAdoption.AlreadyThere _ -> task.done();
      case RenameAdoption.Nowhere _ -> task.failed(vanished());
    };
  }

  private static Result noParent() {
    return new Result(
        TStatusCode.SRM_INVALID_PATH, "No such file or directory: the target's parent");
  }

  private static Result vanished() {
    return new Result(TStatusCode.SRM_FAILURE, "It was removed by others while it was moved");
  }
}
