// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.drill.checker.Findings;
import dev.bora.it.drill.checker.Findings.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a drill measured, for its last line. */
public final class Figures {

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Taken> longest = new TreeMap<>();
  private long checked;

  /**
   * A time.
   *
   * @param by what; empty if the name of the figure says it
   */
  private record Taken(Duration time, String by) {
    @Override
    public String toString() {
      return time.toMillis() + "ms" + (by.isEmpty() ? "" : "(" + by + ")");
    }
  }

  /** Calls were checked. */
  public synchronized void checked(long calls) {
    checked += calls;
  }

  /** Something happened so often. */
  public synchronized void count(String name, long times) {
    counts.merge(name, times, Long::sum);
  }

  /** Something took so long; the longest is told. */
  public synchronized void took(String name, Duration time) {
    took(name, time, "");
  }

  /** Something took so long; the longest is told, and what that was. */
  public synchronized void took(String name, Duration time, String by) {
    longest.merge(
        name,
        new Taken(time, by),
        (one, other) -> one.time().compareTo(other.time()) > 0 ? one : other);
  }

  /** The most there was of something at a time. */
  public synchronized void most(String name, long number) {
    counts.merge(name, number, Math::max);
  }

  /** The line. */
  public synchronized String line(String drill, Findings findings) {
    String times =
        longest.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining(" "));
    String others =
        counts.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining(" "));
    return "%s: checked=%d lost=%d doubled=%d stuck=%d leftovers=%d surprises=%d undecided=%d broken=%d %s %s"
        .formatted(
            drill,
            checked,
            findings.count(Problem.LOST),
            findings.count(Problem.DOUBLED),
            findings.count(Problem.STUCK),
            findings.count(Problem.LEFTOVER),
            findings.count(Problem.SURPRISE),
            findings.count(Problem.UNDECIDED),
            findings.count(Problem.BROKEN),
            times,
            others)
        .strip();
  }
}
