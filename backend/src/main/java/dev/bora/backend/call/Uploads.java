// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.Tools;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.posix.FileStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which paths are being written (SRM v2.2, 5.5.2 t), and how far those are whose owner asks. */
final class Uploads {
  private final Tools tools;

  Uploads(Tools tools) {
    this.tools = tools;
  }

  /**
   * A put that is not done.
   *
   * @param dn whose it is
   */
  record Upload(FileRow file, String dn) {}

  /** The put to a path. */
  Optional<Upload> to(String area, AreaPath path) {
    return tools
        .fence()
        .call(tables -> {
          PathLock lock = tables.pathLocks().holder(area, path.bytes());
          FileRow file = lock == null ? null : tables.files().byId(lock.fileId());
          RequestRow request = file == null ? null : tables.requests().byId(file.requestId());
          return file == null || request == null || request.kind() != RequestKind.PUT
              ? Optional.empty()
              : Optional.of(new Upload(file, request.dn()));
        });
  }

  /** Those of some paths that are being written. */
  Set<AreaPath> among(String area, List<AreaPath> paths) {
    if (paths.isEmpty()) {
      return Set.of();
    }
    return tools
        .fence()
        .call(tables ->
            tables.pathLocks().uploadsAt(area, paths.stream().map(AreaPath::bytes).toList()))
        .stream()
        .map(lock -> AreaPath.of(lock.path()))
        .collect(Collectors.toSet());
  }

  /** How many bytes an upload has by now; null if it has not been made yet. */
  @Nullable Long size(OpenArea area, FileRow file) throws IOException {
    Integer claim = file.entryClaim();
    if (claim == null) {
      return null;
    }
    return area.onDisk(() -> area.disk().creation().upload(new HiddenName(file.id(), claim)))
        .map(FileStatus::size)
        .orElse(null);
  }
}
