// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import dev.bora.db.table.IncarnationRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What this node has itself seen of the others' beats, on its own clock: a beat counts as unchanged
 * only while it was looked at again and again. After a gap in the looking, such as an outage of the
 * database, everything is seen for the first time; so everybody has the stale time to beat again.
 *
 * <p>For one thread.
 */
final class Observer {
  /** Between two looks at most; longer than a look and its pause, shorter than any stale time. */
  private final Duration longestGap;

  private final LongSupplier nanos;
  private final Map<Long, Seen> seen = new HashMap<>();
  private long lastLook = Long.MIN_VALUE;

  /** A beat, and since when it was seen. */
  private record Seen(Instant beatAt, long since) {}

  Observer(Duration longestGap, LongSupplier nanos) {
    this.longestGap = longestGap;
    this.nanos = nanos;
  }

  /** Looks at all nodes that are watched, as they were read just now. */
  void look(List<IncarnationRow> nodes) {
    long now = nanos.getAsLong();
    if (lastLook == Long.MIN_VALUE || now - lastLook > longestGap.toNanos()) {
      seen.clear();
    }
    lastLook = now;
    Set<Long> epochs =
        nodes.stream().map(IncarnationRow::epoch).collect(Collectors.toUnmodifiableSet());
    seen.keySet().retainAll(epochs);
    for (IncarnationRow node : nodes) {
      Seen before = seen.get(node.epoch());
      if (before == null || !before.beatAt().equals(node.beatAt())) {
        seen.put(node.epoch(), new Seen(node.beatAt(), now));
      }
    }
  }

  /** Whether a node's beat has been seen unchanged for so long, up to the last look. */
  boolean isUnchanged(long epoch, Duration time) {
    Seen one = seen.get(epoch);
    return one != null && lastLook - one.since() >= time.toNanos();
  }
}
