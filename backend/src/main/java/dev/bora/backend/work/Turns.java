// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static java.util.Objects.requireNonNull;

import dev.bora.backend.work.Lanes.Entrant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Entrants that wait: each in the order of its user's, the users one after the other. */
final class Turns {
  /** By share, the one whose turn it is first. */
  private final SequencedMap<Long, Deque<Entrant>> waiting = new LinkedHashMap<>();

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(Entrant entrant) {
    waiting.computeIfAbsent(entrant.share(), _ -> new ArrayDeque<>()).add(entrant);
  }

  /** Whose turn it is. There must be one. */
  Entrant next() {
    Map.Entry<Long, Deque<Entrant>> first = requireNonNull(waiting.pollFirstEntry());
    Entrant next = first.getValue().remove();
    if (!first.getValue().isEmpty()) {
      waiting.putLast(first.getKey(), first.getValue());
    }
    return next;
  }

  List<Entrant> drain() {
    List<Entrant> all = waiting.values().stream().flatMap(Deque::stream).toList();
    waiting.clear();
    return all;
  }
}
