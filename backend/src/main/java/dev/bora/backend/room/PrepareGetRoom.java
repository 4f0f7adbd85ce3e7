// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bora.backend.turl.Turls;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Room;
import dev.bora.backend.work.Task;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Place;
import dev.bora.filesystem.FileDetails;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Optional;

/**
 * srmPrepareToGet of one file (SRM v2.2, 5.1): it is there, nobody is writing it, and its TURL goes
 * out.
 */
final class PrepareGetRoom implements Room {
  @Override
  public Result run(Task task) throws IOException {
    Place place = task.row().place();
    if (task.holder(place).filter(PrepareGetRoom::isBeingWritten).isPresent()) {
      return task.failed(
          TStatusCode.SRM_FILE_BUSY, "Device or resource busy: the file is being written");
    }
    Optional<FileDetails> there = task.onDisk(() -> task.area().disk().reader().stat(task.path()));
    if (there.isEmpty()) {
      return task.failed(TStatusCode.SRM_INVALID_PATH, "No such file or directory");
    }
    FileKind kind = there.get().status().kind();
    if (kind != FileKind.FILE) {
      return task.failed(
          TStatusCode.SRM_INVALID_PATH,
          kind == FileKind.DIRECTORY ? "Is a directory" : "Not a regular file");
    }
    if (task.isStagedOnly()) {
      return Result.STAGED;
    }
    Optional<Turls.Turl> turl = task.turl(new String(task.path().bytes(), UTF_8));
    if (turl.isEmpty()) {
      return task.failed(
          TStatusCode.SRM_INTERNAL_ERROR, "No data server answers at the moment, try again later");
    }
    Optional<Result> pinned = task.pinned(there.get().status().size(), turl.get().text());
    return pinned.isPresent() ? pinned.get() : Aborts.aborted(task, null);
  }

  private static boolean isBeingWritten(FileRow holder) {
    return holder.state() == FileState.READY || holder.state() == FileState.RUNNING;
  }
}
