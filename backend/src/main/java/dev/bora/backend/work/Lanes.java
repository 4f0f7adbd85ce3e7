// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of an area's files be worked on at a time, of those that no caller waits
 * for: more would only wait for the database. The others wait without a thread, each in the order
 * of its user's, and of the users one after the other: a backlog delays another's single file by
 * one file.
 */
final class Lanes {
  private static final int AT_ONCE = 50;

  private final Map<String, Lane> byArea = new ConcurrentHashMap<>();

  /** What wants a place. */
  interface Entrant {
    /** Whose it is. */
    long share();

    /** It has one: to be left by {@link Lanes#leave} when it has ended. Must not wait. */
    void start();

    /** Whether it goes elsewhere and waits no more. */
    boolean goesElsewhere();

    /** The lanes are closed. */
    void stop();
  }

  private static final class Lane {
    private int busy;

    /** By share, the one whose turn it is first. */
    private final SequencedMap<Long, Deque<Entrant>> waiting = new LinkedHashMap<>();

    private synchronized boolean isFree(Entrant entrant) {
      if (busy == AT_ONCE) {
        waiting.computeIfAbsent(entrant.share(), _ -> new ArrayDeque<>()).add(entrant);
        return false;
      }
      busy++;
      return true;
    }

    /** Who has the place of one that left, if anybody waits. */
    private synchronized @Nullable Entrant next() {
      Map.Entry<Long, Deque<Entrant>> first = waiting.pollFirstEntry();
      if (first == null) {
        busy--;
        return null;
      }
      Entrant next = first.getValue().remove();
      if (!first.getValue().isEmpty()) {
        waiting.putLast(first.getKey(), first.getValue());
      }
      return next;
    }

    private synchronized List<Entrant> drain() {
      List<Entrant> all = waiting.values().stream().flatMap(Deque::stream).toList();
      waiting.clear();
      return all;
    }
  }

  private Lane lane(String area) {
    return byArea.computeIfAbsent(area, _ -> new Lane());
  }

  /** Starts it now, or when others have left. */
  void enter(String area, Entrant entrant) {
    if (lane(area).isFree(entrant)) {
      entrant.start();
    }
  }

  /** Gives a place to whose turn it is. */
  void leave(String area) {
    Entrant next = lane(area).next();
    if (next != null) {
      next.start();
    }
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
