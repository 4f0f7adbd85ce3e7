// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.turl;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.site.DoorNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of Bora's own doors take new transfers, by their rows: one that drains says so with a beat,
 * sooner than it refuses; one that has left or was fenced may still have an open port.
 */
public final class OpenDoors
    implements Function<Collection<DoorNode>, List<DoorNode>>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenDoors.class);

  private final Database database;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("open-doors").factory());
  private volatile Set<String> closed = Set.of();

  private OpenDoors(Database database) {
    this.database = database;
  }

  /**
   * Starts to look.
   *
   * @param interval between two looks: a beat of the doors
   */
  public static OpenDoors watch(Database database, Duration interval) {
    OpenDoors doors = new OpenDoors(database);
    ScheduledFuture<?> _ =
        doors.thread.scheduleWithFixedDelay(
            doors::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return doors;
  }

  private void look() {
    try {
      // One that never came has no row: whether its port is open is found out by trying.
      closed =
          database.call(tables -> tables.incarnations().latestDoors()).stream()
              .filter(door -> door.state() != IncarnationState.UP)
              .map(IncarnationRow::node)
              .collect(Collectors.toUnmodifiableSet());
    } catch (DatabaseUnavailableException away) {
      // What was so stays so; without a database nobody gets a TURL anyway.
      LOG.debug("doors are not looked at", away);
    } catch (RuntimeException bug) {
      // Thrown on, it would end the looking.
      LOG.error("doors are not looked at", bug);
    }
  }

  /** Those of some doors that are open; looks once more before it says that none is. */
  @Override
  public List<DoorNode> apply(Collection<DoorNode> doors) {
    List<DoorNode> open = openOf(doors);
    if (open.isEmpty() && !doors.isEmpty()) {
      look();
      open = openOf(doors);
    }
    return open;
  }

  private List<DoorNode> openOf(Collection<DoorNode> doors) {
    Set<String> now = closed;
    return doors.stream().filter(door -> !now.contains(door.name())).toList();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
