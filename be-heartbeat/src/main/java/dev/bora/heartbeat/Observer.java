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
 * only while it was looked at again and again. After a gap in the looking everything is seen for
 * the first time; so everybody has the stale time to beat again, and if it was an outage of the
 * database some more: all have to register anew then, and one is the first.
 *
 * <p>For one thread.
 */
final class Observer {
  /** In which everybody is back after an outage. */
  static final Duration RETURN = Duration.ofSeconds(5);

  /** Between two looks at most; longer than a look and its pause, shorter than any stale time. */
  private final Duration longestGap;

  private final LongSupplier nanos;
  private final Map<Long, Seen> seen = new HashMap<>();
  private long lastLook = Long.MIN_VALUE;
  private boolean afterOutage;

  /** A beat, and since when it was seen. */
  private record Seen(Instant beatAt, long since) {}

  /**
   * Has seen nothing yet.
   *
   * @param afterOutage whether the database may have been away from all until now
   */
  Observer(Duration longestGap, boolean afterOutage, LongSupplier nanos) {
    this.longestGap = longestGap;
    this.afterOutage = afterOutage;
    this.nanos = nanos;
  }

  /** It cannot look; if that makes a gap, others may not have been able to beat meanwhile. */
  void outage() {
    afterOutage = true;
  }

  /** Looks at all nodes that are watched, as they were read just now. */
  void look(List<IncarnationRow> nodes) {
    long now = nanos.getAsLong();
    boolean gap = lastLook == Long.MIN_VALUE || now - lastLook > longestGap.toNanos();
    if (gap) {
      seen.clear();
    }
    long sinceFirst = gap && afterOutage ? now + RETURN.toNanos() : now;
    afterOutage = false;
    lastLook = now;
    Set<Long> epochs =
        nodes.stream().map(IncarnationRow::epoch).collect(Collectors.toUnmodifiableSet());
    seen.keySet().retainAll(epochs);
    for (IncarnationRow node : nodes) {
      Seen before = seen.get(node.epoch());
      if (before == null) {
        seen.put(node.epoch(), new Seen(node.beatAt(), sinceFirst));
      } else if (!before.beatAt().equals(node.beatAt())) {
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
