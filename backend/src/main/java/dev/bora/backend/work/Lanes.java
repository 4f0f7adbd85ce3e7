// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a bounded number of an area's files be worked on at a time, of those that no caller waits
 * for: more would only wait for the database. The others wait in their order, without a thread.
 */
final class Lanes {
  private static final int AT_ONCE = 50;

  private final Map<String, Lane> byArea = new ConcurrentHashMap<>();

  /** What wants a place. */
  interface Entrant {
    /** It has one: to be left by {@link Lanes#leave} when it has ended. Must not wait. */
    void start();

    /** Whether it goes elsewhere and waits no more. */
    boolean goesElsewhere();

    /** The lanes are closed. */
    void stop();
  }

  private static final class Lane {
    private int busy;
    private final Deque<Entrant> waiting = new ArrayDeque<>();

    private synchronized boolean isFree(Entrant entrant) {
      if (busy == AT_ONCE) {
        waiting.add(entrant);
        return false;
      }
      busy++;
      return true;
    }

    private synchronized List<Entrant> drain() {
      List<Entrant> all = new ArrayList<>(waiting);
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

  /** Gives a place to who has waited longest. */
  void leave(String area) {
    Lane lane = lane(area);
    Entrant next;
    synchronized (lane) {
      next = lane.waiting.poll();
      if (next == null) {
        lane.busy--;
        return;
      }
    }
    next.start();
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
