// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import dev.bora.filesystem.AreaNotOpenException;
import dev.bora.filesystem.AreaOpening;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.StorageArea;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up what TURLs permit: the row of the file decides, each time. */
final class Grants {
  private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

  private final Database database;
  private final Map<String, AreaOpening<StorageArea>> areas;

  /**
   * @param areas by name
   */
  Grants(Database database, Map<String, AreaOpening<StorageArea>> areas) {
    this.database = database;
    this.areas = areas;
  }

  /**
   * Empty for every TURL that is not good, whatever is wrong with it.
   *
   * @throws AreaNotOpenException it is good, and leads into an area that is not open yet
   */
  Optional<Grant> find(Turl turl) throws AreaNotOpenException {
    Optional<Rows> rows = database.call(tables -> find(tables, turl));
    return rows.isEmpty() ? Optional.empty() : grant(rows.get().file(), rows.get().request());
  }

  private record Rows(FileRow file, RequestRow request) {}

  private static Optional<Rows> find(Tables tables, Turl turl) {
    FileRow file = tables.files().byId(turl.fileId());
    if (file == null || !isOpen(file) || !names(file, turl)) {
      return Optional.empty();
    }
    RequestRow request = tables.requests().byId(file.requestId());
    return request == null ? Optional.empty() : Optional.of(new Rows(file, request));
  }

  private static boolean isOpen(FileRow file) {
    Long seconds = file.readySecondsLeft();
    return file.state() == FileState.READY && seconds != null && seconds > 0;
  }

  private static boolean names(FileRow file, Turl turl) {
    String text = file.turl();
    return text != null && Turl.inUrl(text).filter(turl::isSameAs).isPresent();
  }

  private Optional<Grant> grant(FileRow file, RequestRow request) throws AreaNotOpenException {
    AreaOpening<StorageArea> area = areas.get(file.place().area());
    if (area == null) {
      LOG.error("file {} is in storage area {}, unknown here", file.id(), file.place().area());
      return Optional.empty();
    }
    Integer claim = file.entryClaim();
    boolean forWriting = request.kind() == RequestKind.PUT;
    if (forWriting && claim == null) {
      LOG.error("file {} has a TURL for writing, and no upload", file.id());
      return Optional.empty();
    }
    return Optional.of(
        new Grant(
            file.id(),
            request.dn(),
            area.get(),
            AreaPath.of(file.place().path()),
            forWriting && claim != null
                ? Optional.of(new HiddenName(file.id(), claim))
                : Optional.empty(),
            file.expectedSize()));
  }

  /** Whether what was granted still is: not committed, aborted or expired since. */
  boolean isOpen(Grant grant) {
    FileRow file = database.call(tables -> tables.files().byId(grant.fileId()));
    return file != null && isOpen(file);
  }
}
