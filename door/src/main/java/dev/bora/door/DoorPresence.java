// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.node.UnfitNodeException;
import dev.bora.db.queue.DeadDoors;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import dev.bora.site.DoorNode;
import dev.bora.site.Essentials;
import dev.bora.site.Heartbeat;
import dev.bora.site.Site;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running door among the others: registers, beats on a platform thread of its own, and fences
 * older incarnations of its name whose process is known to be gone; those that may live are missed
 * by the backends. A door that was fenced itself, because the database was away for long or its
 * host slept, registers anew; what it was writing has failed then.
 */
final class DoorPresence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DoorPresence.class);
  private static final long STOP_SECONDS = 10;

  private final Database beats;
  private final Database work;
  private final NewIncarnation row;
  private final Fit fit;
  private final Heartbeat times;
  private final HostProcess process;
  private final Drain drain;
  private final LongSupplier nanos;
  private final ScheduledExecutorService thread;
  private volatile DoorLife life;
  private volatile @Nullable String misfit;
  private boolean alone;
  private boolean silent;

  private DoorPresence(
      Database beats,
      Database work,
      NewIncarnation row,
      Fit fit,
      Heartbeat times,
      HostProcess process,
      Drain drain,
      LongSupplier nanos) {
    this.beats = beats;
    this.work = work;
    this.row = row;
    this.fit = fit;
    this.times = times;
    this.process = process;
    this.drain = drain;
    this.nanos = nanos;
    this.life = register();
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("beat-" + row.node()).factory());
  }

  /**
   * Registers and begins to beat. To be called when the port is bound: of two processes on one host
   * the second gets no further.
   *
   * @param beats over connections of its own: a beat must not wait behind the work
   * @param work over which uploads are noted
   * @param drain hears with each beat what operators want of the door
   * @param nanos the clock by which the door stops itself
   * @throws UnfitNodeException the configuration does not fit that of the nodes that live
   */
  static DoorPresence start(
      Database beats,
      Database work,
      Site site,
      DoorNode node,
      String version,
      Drain drain,
      LongSupplier nanos) {
    HostProcess process = HostProcess.current();
    NewIncarnation row =
        new NewIncarnation(
            NodeRole.DOOR,
            node.name(),
            node.endpoint().toString(),
            version,
            site.digest(),
            process.bootId(),
            process.pid());
    Essentials essentials = Essentials.of(site);
    Fit fit = new Fit(essentials.text(), essentials::against, Essentials::stale);
    DoorPresence presence =
        new DoorPresence(beats, work, row, fit, site.heartbeat(), process, drain, nanos);
    presence.fenceForerunners();
    long period = site.heartbeat().beat().toMillis();
    ScheduledFuture<?> _ =
        presence.thread.scheduleAtFixedRate(presence::beat, period, period, TimeUnit.MILLISECONDS);
    return presence;
  }

  private DoorLife register() {
    long sent = nanos.getAsLong();
    long epoch = beats.call(tables -> fit.register(tables, row));
    LOG.info("{} registered as epoch {} at {}", row.node(), epoch, row.address());
    return new DoorLife(
        beats, new Fence(work, epoch, row.node()), drain, times.selfStop(), nanos, sent);
  }

  private void beat() {
    try {
      // Who was late may have been taken for dead, and others have registered.
      boolean late = misfit != null || !life.mayWrite();
      if (!life.beat(late ? tables -> fit.require(tables, row) : _ -> {})) {
        startAnew();
      }
      misfit = null;
      if (!alone) {
        fenceForerunners();
      }
      if (silent) {
        silent = false;
        LOG.info("epoch {} of {} beats again", life.fence().epoch(), row.node());
      }
    } catch (UnfitNodeException unfit) {
      if (misfit == null) {
        LOG.error("nothing is transferred: {}", unfit.getMessage());
      }
      misfit = unfit.getMessage();
    } catch (RuntimeException failure) {
      if (!silent) {
        silent = true;
        LOG.warn(
            "epoch {} of {} cannot beat: {}",
            life.fence().epoch(),
            row.node(),
            failure.getMessage());
      }
    }
  }

  private void startAnew() {
    if (!isSucceeded()) {
      if (misfit == null) {
        LOG.warn("epoch {} of {} has ended", life.fence().epoch(), row.node());
      }
      life = register();
      alone = false;
    }
  }

  /** Whether another process is this door now. */
  private boolean isSucceeded() {
    return beats.call(tables -> tables.incarnations().live()).stream()
        .anyMatch(other ->
            isThisDoor(other)
                && other.epoch() > life.fence().epoch()
                && (other.state() == IncarnationState.UP
                    || other.state() == IncarnationState.DRAINING));
  }

  private boolean isThisDoor(IncarnationRow other) {
    return other.role() == NodeRole.DOOR && other.node().equals(row.node());
  }

  private void fenceForerunners() {
    boolean all = true;
    for (IncarnationRow older :
        beats.call(tables -> tables.incarnations().older(row.node(), life.fence().epoch()))) {
      all &= !isThisDoor(older) || isBuried(older.epoch());
    }
    alone = all;
  }

  private boolean isBuried(long epoch) {
    return beats.call(tables -> {
      if (!DeadDoors.fence(tables, epoch, older -> process.knowsGone(older, row.address()))) {
        return false;
      }
      tables.incarnations().move(epoch, IncarnationState.FENCED, IncarnationState.GONE);
      return true;
    });
  }

  /** Why this door may not work beside those that live, if it may not. */
  Optional<String> misfit() {
    return Optional.ofNullable(misfit);
  }

  /** The incarnation under which writes begin now. */
  DoorLife life() {
    return life;
  }

  /** Whether this incarnation was not fenced; asks the database, as its work does. */
  boolean isUp() {
    return work.call(tables -> tables.incarnations().lockShared(life.fence().epoch()) != null);
  }

  /** Leaves: it writes nothing any more. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      // Not interrupted: that would cut its connection to the database.
      if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the last beat of {} hangs", row.node());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    DoorLife last = life;
    last.end();
    long epoch = last.fence().epoch();
    try {
      beats.run(tables -> {
        tables.incarnations().leave(epoch);
        tables.wishes().hasLeft(row.node());
        tables.doorWrites().endAll(epoch);
      });
    } catch (RuntimeException failure) {
      LOG.warn("epoch {} not deregistered: {}", epoch, failure.toString());
    }
  }
}
