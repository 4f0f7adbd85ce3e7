// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A line of the queue: files of one user, in one storage area, that wait for the same. The oldest
 * is the first.
 */
public record Line(String area, RequestKind kind, Wants wants, long share)
    implements Comparable<Line> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

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

  /** A name that is safe in the text of a statement: those of a site file are. */
  public Line {
    if (!NAME.matcher(area).matches()) {
      throw new IllegalArgumentException("no name of a storage area: " + area);
    }
  }

  /** Its columns in {@code ready}, for the text of a statement. */
  String words() {
    return "'" + area + "','" + kind + "','" + wants + "'," + share;
  }

  /** Of what no backend has had yet, or has given back. */
  public static Line ofWork(String area, RequestKind kind, long share) {
    return new Line(area, kind, Wants.WORK, share);
  }

  /** No user's: comes before those of all users. */
  public static Line beforeAll(String area, RequestKind kind, Wants wants) {
    return new Line(area, kind, wants, Long.MIN_VALUE);
  }

  /** That of another user. */
  public Line ofUser(long other) {
    return new Line(area, kind, wants, other);
  }

  /** In the order of the key: who locks rows of several lines does so in this order. */
  @Override
  public int compareTo(Line other) {
    return BY_KEY.compare(this, other);
  }
}
