// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.work.Failures;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Task;
import dev.bora.db.table.Step;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.ContainmentException;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.PublishOutcome;
import dev.bora.filesystem.RenameAdoption;
import dev.bora.filesystem.TakeAdoption;
import dev.bora.filesystem.TakeOutcome;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;

/**
 * What rm, rmdir and mv have in common: the public name is taken to a hidden one, and what was
 * taken is looked at before anything else is done with it.
 */
final class Taking {
  /** What the room does with what was taken. */
  interface Next {
    /** The expected object lies under this hidden name. */
    Result taken(HiddenName entry, ObjectId id) throws IOException;
  }

  /** How the room begins. */
  interface Start {
    /** From the first check. */
    Result again() throws IOException;
  }

  private final Task task;

  Taking(Task task) {
    this.task = task;
  }

  /** Takes the object that was looked at. */
  Result take(ObjectId expected, Next next) throws IOException {
    HiddenName entry = task.entry();
    task.intend(Step.TAKE, expected, entry);
    TakeOutcome outcome;
    try {
      outcome = task.act(() -> task.area().disk().removal().take(task.path(), entry, expected));
    } catch (ContainmentException refused) {
      // Somebody put a link there since the look; the path was refused before anything was renamed.
      return task.failed(Failures.result(refused));
    }
    return switch (outcome) {
      case TakeOutcome.Taken taken -> next.taken(entry, taken.id());
      case TakeOutcome.TakenOther other -> giveBack(entry, other.id(), changed());
      case TakeOutcome.NotFound _ ->
          task.failed(TStatusCode.SRM_INVALID_PATH, "No such file or directory");
      case TakeOutcome.Blocked _ ->
          throw new IllegalStateException("hidden name " + entry + " is occupied");
    };
  }

  /** Goes on from a take that an earlier claim had journalled. */
  Result resumeTake(Start start, Next next) throws IOException {
    HiddenName entry = task.journalledEntry();
    TakeAdoption found =
        task.act(() -> task.area().disk().removal().adoptTake(entry, task.journalledObject()));
    return switch (found) {
      case TakeAdoption.NotTaken _ -> start.again();
      case TakeAdoption.Taken taken -> {
        rememberLocks();
        yield next.taken(entry, taken.id());
      }
      case TakeAdoption.TakenOther other -> {
        rememberLocks();
        yield giveBack(entry, other.id(), changed());
      }
    };
  }

  /** Gives what was taken its name back, and ends with this reason. */
  Result giveBack(HiddenName entry, ObjectId id, Result reason) throws IOException {
    task.intend(Step.GIVE_BACK, id, entry);
    PublishOutcome outcome;
    try {
      outcome = task.act(() -> task.area().disk().removal().giveOn(entry, task.path()));
    } catch (ContainmentException refused) {
      return notPutBack();
    }
    return switch (outcome) {
      case PublishOutcome.Published _ -> task.failed(reason);
      case PublishOutcome.TargetExists _, PublishOutcome.NoParent _ -> notPutBack();
      case PublishOutcome.NoSource _ -> task.failed(reason);
    };
  }

  /** Its old place is gone: it stays hidden under its id, for the operator. */
  private Result notPutBack() {
    return task.failed(
        TStatusCode.SRM_INTERNAL_ERROR,
        "What was at the path could not be put back; the site's operators can");
  }

  /** Goes on from a return that an earlier claim had journalled. */
  Result resumeGiveBack(Result reason) throws IOException {
    rememberLocks();
    ObjectId id = task.journalledObject();
    return switch (adopt(task.path(), id)) {
      case RenameAdoption.Mine mine -> giveBack(mine.name(), id, reason);
      case RenameAdoption.AlreadyThere _ -> task.failed(reason);
      case RenameAdoption.Nowhere _ -> task.failed(reason);
    };
  }

  /** What an adopter finds of a rename from the hidden name to a public one. */
  RenameAdoption adopt(AreaPath target, ObjectId id) throws IOException {
    return task.act(() ->
        task.area()
            .disk()
            .removal()
            .adoptGiveOn(task.journalledEntry(), task.entry().claim(), target, id));
  }

  void rememberLocks() {
    task.remember(task.row().place());
    if (task.row().toPath() != null) {
      task.remember(task.row().target());
    }
  }

  private static Result changed() {
    return new Result(
        TStatusCode.SRM_FILE_BUSY, "Device or resource busy: it was replaced in this moment");
  }
}
