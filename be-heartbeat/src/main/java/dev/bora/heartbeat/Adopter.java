// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import static java.util.Comparator.comparing;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.DatabaseUnavailableException.Trouble;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.queue.Claims;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NodeRole;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the other backends and at the doors several times a second, on a thread of its own:
 * whose beat is stale is fenced, and what a backend held is taken, in batches, by all survivors at
 * once. Older incarnations of this node's own name are fenced as soon as their process is known to
 * be gone.
 */
public final class Adopter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Adopter.class);

  /** Beats are observed every second or oftener, and never more rarely than they come. */
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

  private static final int BATCH = 500;

  private final Membership membership;
  private final Fence fence;
  private final Heart heart;
  private final BeatTimes times;
  private final String address;
  private final Work work;
  private final Observer observer;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private boolean complaining;

  /** Who goes on with what was adopted. */
  public interface Work {
    /** These files are this incarnation's now; it is told at once, and begins them when told so. */
    void adopted(List<FileRow> files);

    /** Nothing more can be taken at the moment: what was adopted is to be gone on with. */
    void begin();

    /** How many more it can take at the moment; what does not fit is left to the others. */
    int room();
  }

  private Adopter(
      Membership membership,
      Fence fence,
      Heart heart,
      BeatTimes times,
      String address,
      Work work,
      boolean afterOutage,
      LongSupplier nanos) {
    this.membership = membership;
    this.fence = fence;
    this.heart = heart;
    this.times = times;
    this.address = address;
    this.work = work;
    this.observer = new Observer(times.stale().dividedBy(2), afterOutage, nanos);
    this.thread =
        Thread.ofPlatform().daemon().name("adopter-" + fence.epoch()).unstarted(this::loop);
  }

  /**
   * Looks for the first time, so that what this node's own dead forerunner held is in hand when it
   * returns, and goes on looking.
   *
   * @param address of this node, host:port
   * @param afterOutage whether the database may have been away from all until now
   * @param nanos a clock that runs while the host is suspended
   */
  public static Adopter start(
      Membership membership,
      Fence fence,
      Heart heart,
      BeatTimes times,
      String address,
      Work work,
      boolean afterOutage,
      LongSupplier nanos) {
    Adopter adopter =
        new Adopter(membership, fence, heart, times, address, work, afterOutage, nanos);
    boolean _ = adopter.round();
    adopter.thread.start();
    return adopter;
  }

  private void loop() {
    Duration interval =
        times.stale().dividedBy(10).compareTo(LONGEST_INTERVAL) < 0
            ? times.stale().dividedBy(10)
            : LONGEST_INTERVAL;
    try {
      while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          complaining &= !round();
        } catch (FencedException fenced) {
          LOG.info("no more adoptions: {}", fenced.getMessage());
          return;
        } catch (DatabaseUnavailableException away) {
          observer.outage();
          complain("adoptions wait for the database", null);
        } catch (RuntimeException bug) {
          complain("adoptions stumbled", bug);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void complain(String what, @Nullable Throwable problem) {
    if (!complaining) {
      LOG.warn(what, problem);
      complaining = true;
    }
  }

  /** Whether it could do all that is to be done. */
  private boolean round() {
    if (!heart.mayBegin()) {
      observer.outage();
      return true;
    }
    List<IncarnationRow> watched = membership.watched();
    observer.look(watched);
    boolean all = true;
    // Doors last: one that is stopped with a lock on its row makes whoever looks at it wait.
    for (IncarnationRow other :
        watched.stream().sorted(comparing(row -> row.role() == NodeRole.DOOR)).toList()) {
      if (other.epoch() != fence.epoch()) {
        all &= lookAt(other, watched);
      }
    }
    return all;
  }

  /** One whose row is locked, by itself in its last moments perhaps, does not keep the others. */
  private boolean lookAt(IncarnationRow other, List<IncarnationRow> watched) {
    try {
      if (other.role() == NodeRole.DOOR) {
        lookAtDoor(other);
      } else if (isForUs(other, watched)) {
        adopt(other);
      }
      return true;
    } catch (FencedException end) {
      throw end;
    } catch (DatabaseUnavailableException trouble) {
      if (trouble.trouble() != Trouble.LOCKED) {
        throw trouble;
      }
      return notYet(other, trouble);
    } catch (RuntimeException bug) {
      return notYet(other, bug);
    }
  }

  private boolean notYet(IncarnationRow other, RuntimeException reason) {
    complain(
        "epoch " + other.epoch() + " of " + other.node() + " cannot be taken over yet", reason);
    return false;
  }

  /** A door's only belongings are its notes, which go when it is fenced. */
  private void lookAtDoor(IncarnationRow door) {
    boolean unchanged = observer.isUnchanged(door.epoch(), times.stale());
    if ((unchanged || door.state() == IncarnationState.FENCED)
        && membership.fenceDoorIfDead(door.epoch(), unchanged ? door.beatAt() : null)) {
      membership.bury(door.epoch());
    }
  }

  /** Whether it is fenced, by this node or another, and its work is for this node to take. */
  private boolean isForUs(IncarnationRow other, List<IncarnationRow> watched) {
    boolean forerunner = other.node().equals(fence.node()) && other.epoch() < fence.epoch();
    boolean unchanged = observer.isUnchanged(other.epoch(), times.stale());
    if (other.state() == IncarnationState.FENCED) {
      // A node that came back takes its own; not for ever, though.
      return forerunner || unchanged || !hasSuccessor(other, watched);
    }
    if (!unchanged && !(forerunner && membership.knowsGone(other, address))) {
      return false;
    }
    return membership.fenceIfDead(
        other.epoch(), forerunner ? address : "", unchanged ? other.beatAt() : null);
  }

  private static boolean hasSuccessor(IncarnationRow fenced, List<IncarnationRow> watched) {
    return watched.stream()
        .anyMatch(other ->
            other.node().equals(fenced.node())
                && other.epoch() > fenced.epoch()
                && other.state() != IncarnationState.FENCED);
  }

  /**
   * What is taken begins when all is in somebody's hands: the work would keep database and
   * processors from the adopters.
   */
  private void adopt(IncarnationRow fenced) {
    long start = System.nanoTime();
    int total = 0;
    try {
      int taken = take(fenced);
      while (taken > 0) {
        total += taken;
        taken = take(fenced);
      }
      if (total > 0) {
        LOG.info(
            "{} took {} files over from epoch {} of {} within {} ms",
            fence.node(),
            total,
            fenced.epoch(),
            fenced.node(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      }
    } finally {
      work.begin();
    }
    membership.bury(fenced.epoch());
  }

  /** How many files it took; none if all others are taken, or it may take none. */
  private int take(IncarnationRow fenced) {
    int room = Math.min(BATCH, work.room());
    if (room <= 0 || !heart.mayBegin()) {
      return 0;
    }
    List<FileRow> rows = new Claims(fence).adopt(fenced, !membership.isOwn(fenced), room);
    if (!rows.isEmpty()) {
      work.adopted(rows);
    }
    return rows.size();
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        LOG.warn("adoptions did not stop in time");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
