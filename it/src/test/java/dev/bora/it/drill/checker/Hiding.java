// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * When a path may have been out of sight for a moment though it was there: between the two steps of
 * a rename, and while a directory that is to be removed is looked into. Who looks without a lock
 * may find nothing then, and that proves nothing.
 */
final class Hiding {

  private final List<Hidden> hidden = new ArrayList<>();

  private record Hidden(String path, long begin, long end) {}

  Hiding(Round round) {
    for (Event event : round.events()) {
      Kind kind = event.call().kind();
      if ((kind == Kind.MOVE || kind == Kind.RMDIR) && !event.answer().is(Outcome.UNSENT)) {
        long end = event.answer().is(Outcome.DOUBT) ? round.ended() : event.end();
        hidden.add(new Hidden(event.call().path(), event.call().begin(), end));
        if (kind == Kind.MOVE) {
          hidden.add(new Hidden(event.call().target(), event.call().begin(), end));
        }
      }
    }
  }

  /** Whether it may have been so at any moment of an interval. */
  boolean mayHide(String path, long begin, long end) {
    return hidden.stream()
        .anyMatch(one ->
            (path + "/").startsWith(one.path() + "/") && one.begin() <= end && begin <= one.end());
  }
}
