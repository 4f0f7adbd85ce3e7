// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.Seen;
import java.util.List;
import java.util.Map;

/**
 * What clients did between two moments of rest.
 *
 * @param before the name space when it began
 * @param events calls and answers, in the order of their begin
 * @param after what is on disk, every path that there is
 * @param requests by token, what became of each put and get
 * @param ended when it was at rest again, as {@link System#nanoTime()}
 */
public record Round(
    Tree before,
    List<Event> events,
    List<Seen> after,
    Map<String, RequestEnd> requests,
    long ended) {

  /** Copies what it is given. */
  public Round {
    events = List.copyOf(events);
    after = List.copyOf(after);
    requests = Map.copyOf(requests);
  }

  /**
   * The end of a request for one file.
   *
   * @param path of its file, below the root of the area
   * @param state of the row
   * @param explanation of the row, or empty
   */
  public record RequestEnd(String path, String state, String explanation) {

    /** Whether the upload was published. */
    public boolean isDone() {
      return state.equals("DONE");
    }

    /** Whether a removal of its path ended it. */
    public boolean wasRemoved() {
      return state.equals("ABORTED") && explanation.equals("File has been removed.");
    }
  }

  /** What is on disk, as a name space. */
  public Tree afterwards() {
    return Tree.of(after);
  }
}
