// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.node.Beats;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One incarnation of a door, as long as it may write. Past the moment before its last beat that
 * committed was sent, plus the self-stop time, it begins no write: a backend may have given its
 * uploads up for committed soon after. Once fenced, it never writes again.
 */
final class DoorLife {
  private final Database database;
  private final Fence fence;
  private final Beats beats;
  private final Duration selfStop;
  private final LongSupplier nanos;
  private volatile long lastSent;
  private volatile boolean ended;

  /**
   * Of an incarnation that was registered.
   *
   * @param database over which it beats
   * @param drain hears with each beat what operators want
   * @param nanos the clock
   * @param registered on that clock, before the registration was sent
   */
  DoorLife(
      Database database,
      Fence fence,
      Drain drain,
      Duration selfStop,
      LongSupplier nanos,
      long registered) {
    this.database = database;
    this.fence = fence;
    this.beats = new Beats(fence.epoch(), fence.node(), drain);
    this.selfStop = selfStop;
    this.nanos = nanos;
    this.lastSent = registered;
  }

  Fence fence() {
    return fence;
  }

  /**
   * Beats.
   *
   * @return false if it was fenced, or ended
   */
  boolean beat() {
    return beat(_ -> {});
  }

  /**
   * As {@link #beat()}.
   *
   * @param first done in the same transaction, before it
   */
  boolean beat(Consumer<Tables> first) {
    if (ended) {
      return false;
    }
    long sent = nanos.getAsLong();
    if (!beats.send(database, first)) {
      ended = true;
      return false;
    }
    lastSent = sent;
    return true;
  }

  /** Whether a write may begin now. */
  boolean mayWrite() {
    return !ended && nanos.getAsLong() - lastSent < selfStop.toNanos();
  }

  /**
   * To be called before every change of a file, as close before it as can be.
   *
   * @throws LifeOverException if none may begin now
   */
  void requireMayWrite() throws LifeOverException {
    if (!mayWrite()) {
      throw new LifeOverException(fence);
    }
  }

  /** It begins no write from now on. */
  void end() {
    ended = true;
  }
}
