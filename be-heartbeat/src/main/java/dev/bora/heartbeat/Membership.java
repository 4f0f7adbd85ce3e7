// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.node.HostProcess;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's place among the others. Registering makes a new incarnation, and fences the older ones
 * of the same name: those whose process is known to be gone from this host, and those whose beat is
 * stale.
 */
public final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final Database database;
  private final BeatTimes times;
  private final HostProcess process;

  /** In this database. */
  public Membership(Database database, BeatTimes times, HostProcess process) {
    this.database = database;
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

  /** Registers a new incarnation, UP from now. */
  public Fence register(Identity identity) {
    long epoch =
        database.call(tables -> {
          tables
              .incarnations()
              .insert(
                  new NewIncarnation(
                      identity.role(),
                      identity.node(),
                      identity.address(),
                      identity.version(),
                      identity.configDigest(),
                      process.bootId(),
                      process.pid()));
          return tables.incarnations().lastEpoch();
        });
    LOG.info("{} registered as epoch {} at {}", identity.node(), epoch, identity.address());
    return new Fence(database, epoch, identity.node());
  }

  /**
   * Fences what may be fenced of a node's older incarnations.
   *
   * @return the epochs that are fenced, now or since earlier, and may still hold work
   */
  public List<Long> fenceOlder(Fence fence, String address) {
    List<Long> fenced = new ArrayList<>();
    for (IncarnationRow older :
        database.call(t -> t.incarnations().older(fence.node(), fence.epoch()))) {
      if (older.state() == IncarnationState.FENCED
          || database.call(t -> fenceIfDead(t, older.epoch(), host(address)))) {
        fenced.add(older.epoch());
      }
    }
    return fenced;
  }

  /** Whether older incarnations of the node are still there that could not be fenced yet. */
  public boolean hasUnfencedOlder(Fence fence) {
    return database.call(t -> t.incarnations().older(fence.node(), fence.epoch())).stream()
        .anyMatch(older -> older.state() != IncarnationState.FENCED);
  }

  private boolean fenceIfDead(Tables tables, long epoch, String thisHost) {
    // Under the row's lock: its last transactions are over, and its beat is read again.
    IncarnationRow row = tables.incarnations().lockForUpdate(epoch);
    if (row == null || row.state() == IncarnationState.GONE) {
      return false;
    }
    boolean gone = process.knowsGone(host(row.address()), thisHost, row.bootId(), row.pid());
    if (!gone && row.age().compareTo(times.stale()) < 0) {
      return false;
    }
    tables.incarnations().move(epoch, row.state(), IncarnationState.FENCED);
    LOG.info(
        "epoch {} of {} fenced: {}, last beat {} ms ago",
        epoch,
        row.node(),
        gone ? "its process is gone" : "its beat is stale",
        row.age().toMillis());
    return true;
  }

  /** A fenced incarnation holds nothing any more: its leases go back, and it is forgotten. */
  public void bury(long epoch) {
    database.run(tables -> {
      if (tables.queue().held(epoch) == 0) {
        tables.leases().giveBack(epoch);
        tables.incarnations().move(epoch, IncarnationState.FENCED, IncarnationState.GONE);
      }
    });
  }

  /** Leaves in order: the incarnation must hold nothing. */
  public void deregister(Fence fence) {
    database.run(tables -> {
      tables.leases().giveBack(fence.epoch());
      tables.incarnations().move(fence.epoch(), IncarnationState.UP, IncarnationState.GONE);
      tables.incarnations().move(fence.epoch(), IncarnationState.DRAINING, IncarnationState.GONE);
    });
    LOG.info("epoch {} of {} deregistered", fence.epoch(), fence.node());
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }
}
