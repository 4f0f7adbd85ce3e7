// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import static java.util.Objects.requireNonNull;

import dev.bora.backend.work.Failures;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Task;
import dev.bora.db.table.Step;
import dev.bora.filesystem.ContainmentException;
import dev.bora.filesystem.FileDetails;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.Overwrite;
import dev.bora.filesystem.PublishOutcome;
import dev.bora.filesystem.RenameAdoption;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Optional;

/**
 * srmPutDone of one file (SRM v2.2, 5.10): the upload is taken from its writer, its size is
 * compared with the promised one, and it is renamed into place. What cannot be published is
 * discarded: its writer has lost it already.
 */
final class CommitPutRoom implements Room {
  @Override
  public Result run(Task task) throws IOException {
    Step step = task.row().step();
    task.remember(task.row().place());
    return switch (step) {
      case null -> start(task);
      case PUBLISH -> resume(task);
      case CREATE, TAKE, GIVE_ON, GIVE_BACK, PURGE, ABORT ->
          throw new IllegalStateException("a commit has no step " + step);
    };
  }

  private static Result start(Task task) throws IOException {
    HiddenName entry = task.journalledEntry();
    Optional<FileStatus> sealed;
    try {
      sealed = task.act(() -> task.area().disk().creation().seal(entry, task.path()));
    } catch (ContainmentException refused) {
      return discard(task, refused);
    } catch (PosixException failure) {
      if (failure.errno() != Errno.ENOENT && failure.errno() != Errno.ENOTDIR) {
        throw failure;
      }
      return discard(task, TStatusCode.SRM_INVALID_PATH, "No such file or directory: the parent");
    }
    if (sealed.isEmpty()) {
      return discard(task, TStatusCode.SRM_INVALID_PATH, "The upload has vanished");
    }
    Long promised = task.row().expectedSize();
    long size = sealed.get().size();
    if (promised != null && promised != 0 && promised != size) {
      return discard(
          task,
          TStatusCode.SRM_FAILURE,
          "The upload has " + size + " bytes, " + promised + " were promised");
    }
    return publish(task, entry, ObjectId.of(sealed.get()));
  }

  private static Result publish(Task task, HiddenName entry, ObjectId id) throws IOException {
    task.intend(Step.PUBLISH, id, entry);
    Overwrite overwrite =
        task.request().overwrite() == TOverwriteMode.NEVER ? Overwrite.NEVER : Overwrite.ALWAYS;
    PublishOutcome outcome;
    try {
      outcome =
          task.act(() -> task.area().disk().creation().publish(entry, task.path(), overwrite));
    } catch (ContainmentException refused) {
      return discard(task, refused);
    }
    return switch (outcome) {
      case PublishOutcome.Published published -> published(task, published.size());
      case PublishOutcome.TargetExists _ ->
          discard(task, TStatusCode.SRM_DUPLICATION_ERROR, "File exists");
      case PublishOutcome.NoParent _ ->
          discard(task, TStatusCode.SRM_INVALID_PATH, "No such file or directory: the parent");
      case PublishOutcome.NoSource _ ->
          task.failed(TStatusCode.SRM_FAILURE, "The upload has vanished");
    };
  }

  private static Result published(Task task, long size) throws IOException {
    Optional<FileDetails> details =
        task.onDisk(() -> task.area().disk().reader().stat(task.path()));
    boolean checksumDue = details.map(FileDetails::adler32).filter(Optional::isEmpty).isPresent();
    return task.published(size, checksumDue);
  }

  private static Result discard(Task task, ContainmentException refused) throws IOException {
    Result reason = Failures.result(refused);
    return discard(task, reason.status(), requireNonNull(reason.explanation()));
  }

  private static Result discard(Task task, TStatusCode status, String explanation)
      throws IOException {
    task.turnToDiscard(status, explanation);
    return DiscardPutRoom.run(task, status, explanation);
  }

  private static Result resume(Task task) throws IOException {
    ObjectId id = task.journalledObject();
    RenameAdoption found =
        task.act(() ->
            task.area()
                .disk()
                .creation()
                .adoptPublish(task.journalledEntry(), task.entry().claim(), task.path(), id));
    return switch (found) {
      case RenameAdoption.Mine mine -> publish(task, mine.name(), id);
      case RenameAdoption.AlreadyThere _ -> {
        long size =
            task.onDisk(() -> task.area().disk().reader().lookUp(task.path()))
                .map(FileStatus::size)
                .orElse(0L);
        yield published(task, size);
      }
      case RenameAdoption.Nowhere _ ->
          task.failed(TStatusCode.SRM_FAILURE, "The upload was removed by others");
    };
  }
}
