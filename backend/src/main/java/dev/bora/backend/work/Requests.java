// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Ids;
import dev.bora.db.table.RequestRow;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of the files in hand. What a room asks of a request never changes: those of files
 * from the queue are told with the claim, those of adopted ones are read once for all their files,
 * without the fence. How much time a request has left does change: that is not asked here.
 */
public final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final int MOST = 10_000;

  private final Database database;
  private final Cache<Long, RequestRow> known = CacheBuilder.newBuilder().maximumSize(MOST).build();

  /** Read from this database. */
  public Requests(Database database) {
    this.database = database;
  }

  /**
   * Reads those of some files in one statement, before each asks for its own; what cannot be read
   * now is asked for then.
   */
  public void foresee(List<FileRow> files) {
    List<Long> unknown =
        files.stream()
            .map(FileRow::requestId)
            .distinct()
            .filter(id -> known.getIfPresent(id) == null)
            .toList();
    if (!unknown.isEmpty()) {
      try {
        told(database.call(tables -> tables.requests().byIds(Ids.of(unknown))));
      } catch (DatabaseUnavailableException away) {
        LOG.debug("requests {} are not known yet: {}", unknown, away.getMessage());
      } catch (RuntimeException bug) {
        LOG.warn("requests {} cannot be read together", unknown, bug);
      }
    }
  }

  /** One of them, or empty if there is none. */
  public Optional<RequestRow> find(long requestId) {
    RequestRow request = known.getIfPresent(requestId);
    if (request != null) {
      return Optional.of(request);
    }
    Optional<RequestRow> read =
        database.call(tables -> Optional.ofNullable(tables.requests().byId(requestId)));
    read.ifPresent(this::know);
    return read;
  }

  /** What was read with something else. */
  void told(List<RequestRow> requests) {
    requests.forEach(this::know);
  }

  /** Not a synchronous call: how much time it has left does change, and decides. */
  private void know(RequestRow request) {
    if (request.kind().isQueued()) {
      known.put(request.id(), request);
    }
  }
}
