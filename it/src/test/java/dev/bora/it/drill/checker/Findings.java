// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong, counted and told. */
public final class Findings {

  /** What can be wrong. */
  public enum Problem {
    /** Something is gone that was acknowledged. */
    LOST,
    /** Something is there, or happened, that no order of what was asked explains. */
    DOUBLED,
    /** A request or a path does not come to an end. */
    STUCK,
    /** Something hidden is left that nobody will clean up. */
    LEFTOVER,
    /** An answer that no client should get. */
    SURPRISE,
    /** The search for an order took too long. */
    UNDECIDED,
    /** The drill could not be done. */
    BROKEN,
    /** A guard was taken out, and the drill that should have did not notice. */
    UNNOTICED
  }

  private final Map<Problem, List<String>> stories = new EnumMap<>(Problem.class);

  /** Something is wrong. */
  public synchronized void add(Problem problem, String story) {
    stories.computeIfAbsent(problem, _ -> new ArrayList<>()).add(story);
  }

  /** How often it was. */
  public synchronized int count(Problem problem) {
    return stories.getOrDefault(problem, List.of()).size();
  }

  /** Whether nothing is. */
  public synchronized boolean isClean() {
    return stories.isEmpty();
  }

  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder();
    stories.forEach((problem, all) -> all.forEach(one -> text.append(problem + ": " + one + "\n")));
    return text.toString();
  }
}
