// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.turl;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NodeRole;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bora's own doors that take no new transfers: as they say with their beats, which is sooner than
 * they refuse.
 */
public final class DrainingDoors implements Predicate<String>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DrainingDoors.class);

  private final Database database;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("draining-doors").factory());
  private volatile Set<String> draining = Set.of();

  private DrainingDoors(Database database) {
    this.database = database;
  }

  /**
   * Starts to look.
   *
   * @param interval between two looks: a beat of the doors
   */
  public static DrainingDoors watch(Database database, Duration interval) {
    DrainingDoors doors = new DrainingDoors(database);
    ScheduledFuture<?> _ =
        doors.thread.scheduleWithFixedDelay(
            doors::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return doors;
  }

  private void look() {
    try {
      Map<String, IncarnationState> latest = new HashMap<>();
      // Oldest first: the latest of each door stays.
      for (IncarnationRow row : database.call(tables -> tables.incarnations().watched())) {
        if (row.role() == NodeRole.DOOR) {
          latest.put(row.node(), row.state());
        }
      }
      draining =
          latest.entrySet().stream()
              .filter(door -> door.getValue() == IncarnationState.DRAINING)
              .map(Map.Entry::getKey)
              .collect(Collectors.toUnmodifiableSet());
    } catch (DatabaseUnavailableException away) {
      // What was so stays so; without a database nobody gets a TURL anyway.
      LOG.debug("doors are not looked at", away);
    } catch (RuntimeException bug) {
      // Thrown on, it would end the looking.
      LOG.error("doors are not looked at", bug);
    }
  }

  /** Whether the door of that name drains. */
  @Override
  public boolean test(String door) {
    return draining.contains(door);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
