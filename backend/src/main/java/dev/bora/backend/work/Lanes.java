// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Lets a bounded number of an area's files be worked on at a time: more would only wait for the
 * database. The others wait without a thread, in {@link Turns}: a backlog delays another's single
 * file by one file.
 *
 * <p>Many at a time share transactions, which is a third less work for each; but a file takes its
 * time among them. So they are fewer while a client waits for the answer to a call with few files.
 */
final class Lanes {
  private static final int MANY = 50;

  /** Clients call one time after the other, with pauses. */
  private static final Duration HURRY = Duration.ofSeconds(1);

  private final int few;
  private final LongSupplier nanos;
  private final Map<String, Lane> byArea = new ConcurrentHashMap<>();

  Lanes(int few, LongSupplier nanos) {
    this.few = few;
    this.nanos = nanos;
  }

  /** With as many of the others as keep the processors busy between two waits for disks. */
  static Lanes ofThisHost() {
    int few = Math.max(8, 6 * Runtime.getRuntime().availableProcessors());
    return new Lanes(Math.min(few, MANY), System::nanoTime);
  }

  /** What wants a place. */
  interface Entrant {
    /** Whose it is. */
    long share();

    /** Whether a client waits for it and few others. */
    boolean isAwaited();

    /** It has one: to be left by {@link Lanes#leave} when it has ended. Must not wait. */
    void start();

    /** Whether it goes elsewhere and waits no more. */
    boolean goesElsewhere();

    /** The lanes are closed. */
    void stop();
  }

  private final class Lane {
    private final Turns awaited = new Turns();
    private final Turns others = new Turns();
    private int busy;
    private int busyOthers;
    private long hurriedAt = nanos.getAsLong() - HURRY.toNanos();
    private boolean isTurnOfOthers;

    private synchronized List<Entrant> enter(Entrant entrant) {
      if (entrant.isAwaited()) {
        hurriedAt = nanos.getAsLong();
      }
      (entrant.isAwaited() ? awaited : others).add(entrant);
      return startable();
    }

    private synchronized List<Entrant> leave(Entrant entrant) {
      busy--;
      busyOthers -= entrant.isAwaited() ? 0 : 1;
      return startable();
    }

    /** Who has a place now. */
    private List<Entrant> startable() {
      List<Entrant> next = new ArrayList<>();
      for (Optional<Turns> turns = whose(); turns.isPresent(); turns = whose()) {
        Entrant entrant = turns.get().next();
        busy++;
        busyOthers += entrant.isAwaited() ? 0 : 1;
        next.add(entrant);
      }
      return next;
    }

    /**
     * Those of whom one may start now. Only the others count against the few, so that work that
     * clients wait for never keeps them from that; and if there are no more places, both take
     * turns.
     */
    private Optional<Turns> whose() {
      if (busy == MANY) {
        return Optional.empty();
      }
      boolean isHurry = nanos.getAsLong() - hurriedAt < HURRY.toNanos();
      boolean mayOther = !others.isEmpty() && busyOthers < (isHurry ? few : MANY);
      if (!awaited.isEmpty() && mayOther) {
        isTurnOfOthers = !isTurnOfOthers;
        return Optional.of(isTurnOfOthers ? others : awaited);
      }
      if (!awaited.isEmpty()) {
        return Optional.of(awaited);
      }
      return mayOther ? Optional.of(others) : Optional.empty();
    }

    private synchronized List<Entrant> drain() {
      return Stream.of(awaited, others).flatMap(turns -> turns.drain().stream()).toList();
    }
  }

  private Lane lane(String area) {
    return byArea.computeIfAbsent(area, _ -> new Lane());
  }

  /** Starts it now, or when others have left. */
  void enter(String area, Entrant entrant) {
    lane(area).enter(entrant).forEach(Entrant::start);
  }

  /** Gives places to those whose turn it is. */
  void leave(String area, Entrant entrant) {
    lane(area).leave(entrant).forEach(Entrant::start);
  }

  /** Asks all that waits in an area whether it goes elsewhere; the others wait on. */
  void thin(String area) {
    for (Entrant entrant : lane(area).drain()) {
      if (!entrant.goesElsewhere()) {
        enter(area, entrant);
      }
    }
  }

  /** Stops all that waits. */
  void close() {
    byArea.values().forEach(lane -> lane.drain().forEach(Entrant::stop));
  }
}
