// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import dev.bora.backend.turl.Turls;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Task;
import dev.bora.db.table.PathLock.Kind;
import dev.bora.db.table.Place;
import dev.bora.db.table.Step;
import dev.bora.filesystem.CreateOutcome;
import dev.bora.filesystem.CreationSteps;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.LocalIdentity;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.site.ByteSize;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Optional;

/**
 * srmPrepareToPut of one file (SRM v2.2, 5.5): its path is locked for one writer until the put
 * ends, and a hidden upload is made that the user's local account, and no other, can write.
 */
final class PreparePutRoom implements Room {
  @Override
  public Result run(Task task) throws IOException {
    // A hidden entry of an earlier claim is swept by its id; so whatever the journal says, it
    // starts anew.
    Place place = task.row().place();
    Optional<Result> refusal = task.path().isRoot() ? Optional.of(isDirectory()) : reserve(task);
    if (refusal.isEmpty()) {
      refusal = checkTarget(task);
    }
    if (refusal.isPresent()) {
      return task.failed(refusal.get());
    }
    if (task.isStagedOnly()) {
      return Result.STAGED;
    }
    HiddenName entry = task.entry();
    Optional<Turls.Turl> turl = task.turl(CreationSteps.uploadPath(entry));
    if (turl.isEmpty()) {
      return task.failed(
          TStatusCode.SRM_INTERNAL_ERROR, "No data server answers at the moment, try again later");
    }
    Optional<LocalIdentity> writer = task.tools().accounts().of(task.request().requester());
    task.intend(Step.CREATE, null, entry);
    CreateOutcome created =
        task.act(() -> task.area().disk().creation().createUpload(entry, writer));
    return switch (created) {
      case CreateOutcome.Created _ -> {
        Optional<Result> ready = task.uploadReady(turl.get().text());
        yield ready.isPresent() ? ready.get() : Aborts.aborted(task, entry);
      }
      case CreateOutcome.AlreadyThere _ ->
          throw new IllegalStateException("hidden entry " + entry + " of " + place + " was there");
      case CreateOutcome.NoParent _ ->
          throw new IllegalStateException("an upload has no parent of its own");
    };
  }

  private static Optional<Result> reserve(Task task) {
    Place place = task.row().place();
    if (!task.lock(place, Kind.FILE)) {
      return Optional.of(busy(task));
    }
    return task.isClear(place, Kind.FILE)
        ? Optional.empty()
        : Optional.of(
            new Result(
                TStatusCode.SRM_FILE_BUSY,
                "Device or resource busy: a directory above it is being removed or renamed"));
  }

  /** SRM v2.2, 5.5.2 t. */
  private static Result busy(Task task) {
    return task.request().overwrite() == TOverwriteMode.NEVER
        ? new Result(TStatusCode.SRM_DUPLICATION_ERROR, "File exists: it is being written")
        : new Result(TStatusCode.SRM_FILE_BUSY, "Device or resource busy: it is being written");
  }

  private static Optional<Result> checkTarget(Task task) throws IOException {
    Optional<FileStatus> there = task.onDisk(() -> task.area().disk().reader().lookUp(task.path()));
    if (there.isPresent()) {
      return checkExisting(task, there.get()).or(() -> checkSpaceQuietly(task));
    }
    Optional<FileStatus> parent =
        task.onDisk(() -> task.area().disk().reader().lookUp(task.path().parent()));
    if (parent.filter(status -> status.kind() == FileKind.DIRECTORY).isEmpty()) {
      return Optional.of(
          new Result(
              TStatusCode.SRM_INVALID_PATH,
              "No such file or directory: the parent does not exist"));
    }
    return checkSpaceQuietly(task);
  }

  private static Optional<Result> checkExisting(Task task, FileStatus there) {
    if (there.kind() == FileKind.DIRECTORY) {
      return Optional.of(isDirectory());
    }
    Long expected = task.row().expectedSize();
    boolean mayReplace =
        switch (task.request().overwrite()) {
          case NEVER -> false;
          case ALWAYS -> true;
          case WHEN_FILES_ARE_DIFFERENT -> expected == null || expected != there.size();
        };
    return mayReplace && there.kind() == FileKind.FILE
        ? Optional.empty()
        : Optional.of(new Result(TStatusCode.SRM_DUPLICATION_ERROR, "File exists"));
  }

  private static Result isDirectory() {
    return new Result(TStatusCode.SRM_DUPLICATION_ERROR, "File exists: it is a directory");
  }

  private static Optional<Result> checkSpaceQuietly(Task task) {
    Long expected = task.row().expectedSize();
    if (expected == null) {
      return Optional.empty();
    }
    ByteSize limit = task.area().config().sizeLimit();
    try {
      long available = task.onDisk(() -> task.area().disk().reader().space()).available();
      if (expected <= available && (limit == null || expected <= limit.bytes())) {
        return Optional.empty();
      }
    } catch (IOException unknown) {
      // The creation of the upload will tell what is the matter.
      return Optional.empty();
    }
    return Optional.of(new Result(TStatusCode.SRM_NO_FREE_SPACE, "No space left on device"));
  }
}
