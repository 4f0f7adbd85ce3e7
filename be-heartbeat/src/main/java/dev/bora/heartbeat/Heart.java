// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import dev.bora.db.Database;
import dev.bora.db.node.Beats;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.heartbeat.kernel.BootClock;
import dev.bora.heartbeat.kernel.KillSwitch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats for one incarnation, on platform threads of its own, until it ends: fenced by others, or
 * because the deadline passed, which is the moment before the last beat that committed was sent
 * plus the self-stop time, on a clock that runs through suspends.
 *
 * <p>An incarnation that has ended begins nothing any more and never beats again, even if the
 * database comes back: what it left undone goes on under the next epoch. A call that is in flight
 * when it ends has until {@link BeatTimes#killAfter} to come back; then the kill switch ends the
 * process. When none is, the switch is disarmed and the process lives.
 */
public final class Heart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

  /** Why an incarnation ended. */
  public enum Reason {
    /** Its row says that others have the work now. */
    FENCED,
    /** No beat committed in time; others may take the work soon. */
    DEADLINE_PASSED
  }

  private final Database database;
  private final Fence fence;
  private final BeatTimes times;
  private final Beats beats;
  private final Gate gate;
  private final Carriers carriers = new Carriers();
  private final ScheduledExecutorService threads;
  private boolean silent;

  private Heart(
      Database database,
      Fence fence,
      BeatTimes times,
      Drain drain,
      KillSwitch killSwitch,
      Consumer<Reason> onEnd) {
    this.database = database;
    this.fence = fence;
    this.times = times;
    this.beats = new Beats(fence.epoch(), fence.node(), drain);
    this.gate =
        new Gate(fence, times, killSwitch, reason -> tell(onEnd, reason), BootClock.nanos());
    // Two, for a beat may hang in the database when the deadline passes.
    this.threads =
        Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("heart-" + fence.epoch() + "-", 1).factory());
  }

  /**
   * Starts to beat; the first beat has committed on return, unless the incarnation has ended.
   *
   * @param drain hears with each beat what operators want of the node
   * @param killSwitch armed and disarmed by this heart alone until it has ended or is closed, and
   *     not closed by it
   * @param onEnd told once, on a thread of its own, when the incarnation has ended and its last
   *     call has come back; never after {@link #close}
   * @throws dev.bora.db.DatabaseUnavailableException if the first beat finds no database
   */
  public static Heart start(
      Database database,
      Fence fence,
      BeatTimes times,
      Drain drain,
      KillSwitch killSwitch,
      Consumer<Reason> onEnd) {
    Heart heart = new Heart(database, fence, times, drain, killSwitch, onEnd);
    // From the start, for the first beat too may hang longer than the kill switch waits. And looked
    // for instead of waited for: the executor's clock stands still in a suspend.
    long look = times.killAfter().minus(times.selfStop()).dividedBy(4).toNanos();
    ScheduledFuture<?> _ =
        heart.threads.scheduleAtFixedRate(heart.gate::isOpen, look, look, TimeUnit.NANOSECONDS);
    try {
      heart.send();
    } catch (RuntimeException exception) {
      heart.close();
      throw exception;
    }
    long period = times.beat().toNanos();
    ScheduledFuture<?> _ =
        heart.threads.scheduleAtFixedRate(heart::beat, period, period, TimeUnit.NANOSECONDS);
    return heart;
  }

  private void beat() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      if (carriers.run(times.beat())) {
        send();
        heard();
      } else {
        missed("its virtual threads do not run");
      }
    } catch (RuntimeException exception) {
      missed(String.valueOf(exception.getMessage()));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    long sent = BootClock.nanos();
    if (beats.send(database)) {
      gate.putOff(sent);
    } else {
      gate.close(Reason.FENCED);
    }
  }

  private void heard() {
    if (silent && gate.isOpen()) {
      LOG.info("epoch {} of {} beats again", fence.epoch(), fence.node());
    }
    silent = false;
  }

  private void missed(String reason) {
    if (!silent && gate.isOpen()) {
      LOG.warn("epoch {} of {} cannot beat: {}", fence.epoch(), fence.node(), reason);
    }
    silent = true;
  }

  // Not on a thread of the heart, which the listener may well close.
  private void tell(Consumer<Reason> onEnd, Reason reason) {
    Thread _ =
        Thread.ofPlatform()
            .daemon()
            .name("heart-" + fence.epoch() + "-end")
            .start(() -> onEnd.accept(reason));
  }

  /** Whether a step may be begun now. Once it says no, it stays so. */
  public boolean mayBegin() {
    return gate.isOpen();
  }

  /**
   * Before a call that may change the name space. If it may be made, {@link #leave} must follow,
   * whatever becomes of the call.
   *
   * @return whether the call may be made; once false, it stays so
   */
  public boolean enter() {
    return gate.enter();
  }

  /** After a call that {@link #enter} has let in came back. */
  public void leave() {
    gate.leave();
  }

  /** Beats no more, begins no more, and disarms the kill switch. */
  @Override
  public void close() {
    gate.abandon();
    threads.shutdownNow();
  }
}
