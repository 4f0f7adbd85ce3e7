// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.Database;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import dev.bora.site.DoorNode;
import dev.bora.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The row of a running door. Its epoch stands in the notes of what it writes. */
final class DoorIncarnation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DoorIncarnation.class);

  private final Database database;
  private final long epoch;

  private DoorIncarnation(Database database, long epoch) {
    this.database = database;
    this.epoch = epoch;
  }

  /**
   * Registers, and ends what older incarnations of this door had noted. To be called when the port
   * is bound: then the older process is gone.
   */
  static DoorIncarnation register(Database database, Site site, DoorNode node, String version)
      throws IOException {
    NewIncarnation row =
        new NewIncarnation(
            NodeRole.DOOR,
            node.name(),
            node.endpoint().toString(),
            version,
            site.digest(),
            Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim(),
            ProcessHandle.current().pid());
    long epoch =
        database.call(tables -> {
          tables.incarnations().insert(row);
          long own = tables.incarnations().lastEpoch();
          for (IncarnationRow older : tables.incarnations().older(node.name(), own)) {
            tables.doorWrites().endAll(older.epoch());
            tables.incarnations().move(older.epoch(), older.state(), IncarnationState.GONE);
          }
          return own;
        });
    LOG.info("{} registered as epoch {} at {}", node.name(), epoch, row.address());
    return new DoorIncarnation(database, epoch);
  }

  long epoch() {
    return epoch;
  }

  /** Whether no newer incarnation has taken its place; asks the database. */
  boolean isUp() {
    return database.call(tables -> tables.incarnations().lockShared(epoch) != null);
  }

  /** Leaves: it writes nothing any more. */
  @Override
  public void close() {
    try {
      database.run(tables -> {
        tables.doorWrites().endAll(epoch);
        tables.incarnations().move(epoch, IncarnationState.UP, IncarnationState.GONE);
      });
    } catch (RuntimeException failure) {
      LOG.warn("epoch {} not deregistered: {}", epoch, failure.toString());
    }
  }
}
