// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import com.google.common.base.Splitter;
import java.util.List;

/**
 * What a backend is to do at one of the calls by which it changes names.
 *
 * @param id of the plan: calls are counted anew for each
 * @param number of the call, from 1; for POISON the row of a file
 * @param after just after it, else just before
 * @param action what to do
 */
record Point(int id, int number, boolean after, Action action) {
  /** What happens at a point. */
  enum Action {
    /** Calls are only told. */
    NOTHING,
    /** The process ends, as by SIGKILL. */
    DIE,
    /** The process ends at every call for one file: the number is that of its row. */
    POISON,
    /** The process stops itself, as by SIGSTOP. */
    STOP,
    /** The file system is frozen, and the call is made. */
    FREEZE
  }

  String text() {
    return "%d %d %s %s\n".formatted(id, number, after ? "after" : "before", action);
  }

  static Point parse(String text) {
    List<String> words = Splitter.on(' ').splitToList(text.strip());
    return new Point(
        Integer.parseInt(words.get(0)),
        Integer.parseInt(words.get(1)),
        words.get(2).equals("after"),
        Action.valueOf(words.get(3)));
  }
}
