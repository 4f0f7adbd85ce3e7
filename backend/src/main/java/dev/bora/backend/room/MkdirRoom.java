// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Failures;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Task;
import dev.bora.db.table.PathLock.Kind;
import dev.bora.db.table.Step;
import dev.bora.filesystem.ContainmentException;
import dev.bora.filesystem.CreateOutcome;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.Overwrite;
import dev.bora.filesystem.PublishOutcome;
import dev.bora.filesystem.RenameAdoption;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;

/**
 * srmMkdir (SRM v2.2, 4.1): a hidden directory, made as its parent wants it, gets its public name.
 */
final class MkdirRoom implements Room {
  @Override
  public Result run(Task task) throws IOException {
    Step step = task.row().step();
    return switch (step) {
      case null -> start(task);
      case CREATE -> start(task);
      case PUBLISH -> resumePublish(task);
      case PURGE -> {
        task.remember(task.row().place());
        yield exists(task, task.journalledEntry());
      }
      case TAKE, GIVE_ON, GIVE_BACK, ABORT ->
          throw new IllegalStateException("mkdir has no step " + step);
    };
  }

  private static Result start(Task task) throws IOException {
    if (task.path().isRoot()) {
      return task.failed(TStatusCode.SRM_DUPLICATION_ERROR, "File exists");
    }
    if (!task.lockPatiently(task.row().place(), Kind.FILE)) {
      return task.isUpload(task.row().place())
          ? task.failed(
              TStatusCode.SRM_DUPLICATION_ERROR, "File exists: it is being uploaded at the moment")
          : task.failed(TStatusCode.SRM_FAILURE, "Device or resource busy");
    }
    if (!task.isClear(task.row().place(), Kind.FILE)) {
      return task.failed(
          TStatusCode.SRM_INVALID_PATH, "No such file or directory: its parent is being removed");
    }
    if (task.onDisk(() -> task.area().disk().reader().lookUp(task.path())).isPresent()) {
      return task.failed(TStatusCode.SRM_DUPLICATION_ERROR, "File exists");
    }
    HiddenName entry = task.entry();
    task.intend(Step.CREATE, null, entry);
    CreateOutcome created =
        task.act(() -> task.area().disk().creation().createDirectory(entry, task.path().parent()));
    return switch (created) {
      case CreateOutcome.Created made -> publish(task, entry, made.id());
      case CreateOutcome.NoParent _ -> noParent(task);
      case CreateOutcome.AlreadyThere _ ->
          throw new IllegalStateException("hidden entry " + entry + " was there");
    };
  }

  private static Result publish(Task task, HiddenName entry, ObjectId id) throws IOException {
    task.intend(Step.PUBLISH, id, entry);
    PublishOutcome outcome;
    try {
      outcome =
          task.act(
              () -> task.area().disk().creation().publish(entry, task.path(), Overwrite.NEVER));
    } catch (ContainmentException refused) {
      purge(task, entry);
      return task.failed(Failures.result(refused));
    }
    return switch (outcome) {
      case PublishOutcome.Published _ -> task.done();
      case PublishOutcome.TargetExists _ -> exists(task, entry);
      case PublishOutcome.NoParent _ -> {
        purge(task, entry);
        yield noParent(task);
      }
      case PublishOutcome.NoSource _ ->
          task.failed(TStatusCode.SRM_FAILURE, "The new directory has vanished");
    };
  }

  private static Result exists(Task task, HiddenName entry) throws IOException {
    purge(task, entry);
    return task.failed(TStatusCode.SRM_DUPLICATION_ERROR, "File exists");
  }

  private static void purge(Task task, HiddenName entry) throws IOException {
    task.intend(Step.PURGE, null, entry);
    task.act(() -> task.area().disk().creation().discardDirectory(entry));
  }

  private static Result noParent(Task task) {
    return task.failed(
        TStatusCode.SRM_INVALID_PATH, "No such file or directory: the parent does not exist");
  }

  private static Result resumePublish(Task task) throws IOException {
    task.remember(task.row().place());
    ObjectId id = task.journalledObject();
    RenameAdoption found =
        task.act(() ->
            task.area()
                .disk()
                .creation()
                .adoptPublish(task.journalledEntry(), task.entry().claim(), task.path(), id));
    return switch (found) {
      case RenameAdoption.Mine mine -> publish(task, mine.name(), id);
      case RenameAdoption.AlreadyThere _ -> task.done();
      case RenameAdoption.Nowhere _ ->
          task.failed(TStatusCode.SRM_FAILURE, "The new directory was removed by others");
    };
  }
}
