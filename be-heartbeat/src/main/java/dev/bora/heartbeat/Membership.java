// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.queue.DeadDoors;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's place among the others: a row for each incarnation, from its registration until it has
 * left, or was fenced and holds nothing any more.
 */
public final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final Database database;
  private final Database others;
  private final BeatTimes times;
  private final HostProcess process;

  /**
   * In this database.
   *
   * @param database of the fences as well: who watches it hears of the trouble that their work
   *     meets, and not of waits for a node that is stopped with a lock on its own row
   */
  public Membership(Database database, BeatTimes times, HostProcess process) {
    this.database = database;
    this.others = database.aside();
    this.times = times;
    this.process = process;
  }

  /**
   * What a node says of itself.
   *
   * @param node its name in the site file
   * @param address host:port at which the others reach it
   * @param version of the software
   * @param configDigest of the configuration, hexadecimal
   */
  public record Identity(
      NodeRole role, String node, String address, String version, String configDigest) {}

  /**
   * Registers a new incarnation, UP from now. Once more if the connection is lost: the first
   * transaction of a process on a busy host may be slower than the database lets others wait for
   * it. A row whose commit was in doubt holds nothing, and is stale soon.
   *
   * @param fit whether it may work beside those that live
   * @throws dev.bora.db.node.UnfitNodeException if it may not; the message says what differs
   * @throws DatabaseUnavailableException if the connection is lost again
   */
  public Fence register(Identity identity, Fit fit) {
    NewIncarnation self =
        new NewIncarnation(
            identity.role(),
            identity.node(),
            identity.address(),
            identity.version(),
            identity.configDigest(),
            process.bootId(),
            process.pid());
    long epoch = epoch(self, fit);
    LOG.info("{} registered as epoch {} at {}", identity.node(), epoch, identity.address());
    return new Fence(database, epoch, identity.node());
  }

  private long epoch(NewIncarnation self, Fit fit) {
    try {
      return database.call(tables -> fit.register(tables, self));
    } catch (DatabaseUnavailableException lost) {
      LOG.debug("{} registers once more: {}", self.node(), lost.getMessage());
      return database.call(tables -> fit.register(tables, self));
    }
  }

  /**
   * Fences a backend whose process is known to be gone, or whose beat is stale, read again under
   * the row's lock: its last transactions are over then.
   *
   * @param thisAddress at which this node is reached
   * @param unchanged the beat, if this node has itself seen it unchanged for the stale time
   * @return whether it is fenced now
   */
  public boolean fenceIfDead(long epoch, String thisAddress, @Nullable Instant unchanged) {
    return others.call(tables -> {
      IncarnationRow row = tables.incarnations().lockForUpdate(epoch);
      if (row == null || row.state() == IncarnationState.GONE) {
        return false;
      }
      if (row.state() == IncarnationState.FENCED) {
        return true;
      }
      boolean gone = knowsGone(row, thisAddress);
      if (!gone && !isStale(row, unchanged)) {
        return false;
      }
      tables.incarnations().move(epoch, IncarnationState.UP, IncarnationState.FENCED);
      LOG.info(
          "epoch {} of {} fenced: {}, last beat {} ms ago",
          epoch,
          row.node(),
          gone ? "its process is gone" : "its beat is stale",
          row.age().toMillis());
      return true;
    });
  }

  /**
   * Fences a door whose beat is stale, read again under the row's lock, and removes its notes of
   * what it was writing.
   *
   * @param unchanged the beat, if this node has itself seen it unchanged for the stale time
   * @return whether it is fenced now
   */
  public boolean fenceDoorIfDead(long epoch, @Nullable Instant unchanged) {
    return others.call(tables -> DeadDoors.fence(tables, epoch, door -> isStale(door, unchanged)));
  }

  /**
   * Unchanged, and old by the database's clock. A beat of the future tells that the clock was set
   * back, and nothing else: who waited for it to pass would keep the dead for as long as the step
   * was.
   */
  private boolean isStale(IncarnationRow row, @Nullable Instant unchanged) {
    Duration age = row.age();
    return row.beatAt().equals(unchanged)
        && (age.isNegative() || age.compareTo(times.stale()) >= 0);
  }

  /** Whether the process of an incarnation is known to be gone, or is this one. */
  boolean knowsGone(IncarnationRow row, String thisAddress) {
    return process.knowsGone(row, thisAddress);
  }

  /** Whether an incarnation was one of this very process: it has ended, but nobody died. */
  boolean isOwn(IncarnationRow row) {
    return row.bootId().equals(process.bootId()) && row.pid() == process.pid();
  }

  /** The backends and doors that live, or are fenced and may still hold something. */
  public List<IncarnationRow> watched() {
    return database.call(tables -> tables.incarnations().watched());
  }

  /** A fenced incarnation holds nothing any more: its leases go back, and it is forgotten. */
  public void bury(long epoch) {
    others.run(tables -> {
      if (tables.queue().held(epoch) == 0) {
        tables.leases().giveBack(epoch);
        tables.areaStates().forget(epoch);
        tables.incarnations().move(epoch, IncarnationState.FENCED, IncarnationState.GONE);
      }
    });
  }

  /**
   * Leaves in order. What the incarnation holds still, because it did not end in time, is for the
   * others from now on.
   */
  public void deregister(Fence fence) {
    boolean empty =
        database.call(tables -> {
          if (tables.incarnations().lockForUpdate(fence.epoch()) == null) {
            return true;
          }
          boolean holdsNothing = tables.queue().held(fence.epoch()) == 0;
          IncarnationState to = holdsNothing ? IncarnationState.GONE : IncarnationState.FENCED;
          tables.leases().giveBack(fence.epoch());
          tables.areaStates().forget(fence.epoch());
          tables.incarnations().move(fence.epoch(), IncarnationState.UP, to);
          tables.wishes().hasLeft(fence.node());
          return holdsNothing;
        });
    LOG.info(
        "epoch {} of {} deregistered{}",
        fence.epoch(),
        fence.node(),
        empty ? "" : "; what it holds is left to others");
  }
}
