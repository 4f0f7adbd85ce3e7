// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Soon;
import dev.bora.db.Tables;
import dev.bora.db.table.Line;
import dev.bora.db.table.Line.Wants;
import dev.bora.db.table.RequestKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lines of the queue that are not empty. Whoever looks goes from user to user, in all kinds of
 * lines at once, and reads an entry for each: asked for those that differ, MariaDB 11.4 reads all
 * that waits.
 */
public final class Lines {
  private Lines() {}

  /** Those in an area; as many round trips as there are users in one of its kinds, and one. */
  public static List<Line> waiting(Tables tables, String area) {
    List<Line> found = new ArrayList<>();
    List<Line> last =
        Stream.of(RequestKind.values())
            .filter(RequestKind::isQueued)
            .flatMap(
                kind -> Stream.of(Wants.values()).map(wants -> Line.beforeAll(area, kind, wants)))
            .toList();
    while (!last.isEmpty()) {
      Map<Line, Soon<Long>> next = new LinkedHashMap<>();
      last.forEach(line -> next.put(line, tables.soon(() -> tables.queue().shareAfter(line))));
      last =
          next.entrySet().stream()
              .flatMap(entry -> entry.getValue().get().stream().map(entry.getKey()::ofUser))
              .toList();
      found.addAll(last);
    }
    return found;
  }
}
