// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.Comparator;

/**
 * A line of the queue: files of one user, in one storage area, that wait for the same. The oldest
 * is the first.
 */
public record Line(String area, RequestKind kind, Wants wants, long share)
    implements Comparable<Line> {
  private static final Comparator<Line> BY_KEY =
      Comparator.comparing(Line::area)
          .thenComparing(line -> line.kind().name())
          .thenComparing(line -> line.wants().name())
          .thenComparingLong(Line::share);

  /** What files of a line wait for. */
  public enum Wants {
    /** A backend. */
    WORK(Phase.WAITING),
    /** That there may be one TURL more: all else was looked at. */
    TURL(Phase.PARKED);

    private final Phase phase;

    Wants(Phase phase) {
      this.phase = phase;
    }

    /** How such files count. */
    public Phase phase() {
      return phase;
    }
  }

  /** Of what no backend has had yet, or has given back. */
  public static Line ofWork(String area, RequestKind kind, long share) {
    return new Line(area, kind, Wants.WORK, share);
  }

  /** In the order of the key: who locks rows of several lines does so in this order. */
  @Override
  public int compareTo(Line other) {
    return BY_KEY.compare(this, other);
  }
}
