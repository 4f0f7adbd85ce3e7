// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.Installation;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A round while clients are at work: where faults are made. */
public final class Turmoil {

  private final Installation installation;
  private final Random random;
  private final History history;
  private final DrillContext context;
  private final long begin = System.nanoTime();
  private final long end;

  private final List<Window> windows = new ArrayList<>();

  /** From when until when something was in trouble, as {@link System#nanoTime()}. */
  record Window(String name, long begin, long end) {

    /** How long a call lasted after the trouble had begun; none if the two did not meet. */
    Optional<Duration> lasted(Event event) {
      long from = Math.max(begin, event.call().begin());
      return event.call().begin() < end && event.end() > begin
          ? Optional.of(Duration.ofNanos(event.end() - from))
          : Optional.empty();
    }
  }

  /** What makes faults. */
  public interface Fault {
    /** Makes them until the round is over; nodes that are down then are started afterwards. */
    void make(Turmoil turmoil) throws Exception;
  }

  Turmoil(DrillContext context, Installation installation, History history, Random random) {
    this.context = context;
    this.installation = installation;
    this.history = history;
    this.random = random;
    this.end = begin + context.options().length().toNanos();
  }

  /** When it began, as {@link System#nanoTime()}. */
  long begin() {
    return begin;
  }

  /** What is disturbed, where that is a cluster of processes of this host. */
  public Cluster cluster() {
    if (installation instanceof Cluster cluster) {
      return cluster;
    }
    throw new IllegalStateException("no cluster of processes: " + installation);
  }

  /** The dice of this round. */
  public Random random() {
    return random;
  }

  /** Where findings and figures go. */
  public DrillContext context() {
    return context;
  }

  /** Something was in trouble meanwhile: calls that met it are measured apart. */
  public void troubled(String name, long from, long until) {
    windows.add(new Window(name, from, until));
  }

  List<Window> windows() {
    return windows;
  }

  /** Whether the time is over. */
  public boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** Lets a random time pass, up to a longest; not beyond the end of the round. */
  public void letPass(Duration longest) {
    pass(Duration.ofNanos((long) (longest.toNanos() * random.nextDouble())));
  }

  /** Lets this time pass; not beyond the end of the round. */
  public void letPassWhole(Duration time) {
    pass(time);
  }

  /** Lets the rest of the round pass. */
  public void letPassAll() {
    pass(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }

  // when a fault comes is for the clock to say, not for any condition
  private void pass(Duration time) {
    long until = Math.min(end, System.nanoTime() + time.toNanos());
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Writes into the history what was done, and counts it. */
  public void did(String what, String toWhat) {
    history.note(what + " " + toWhat);
    context.figures().count(what, 1);
  }
}
