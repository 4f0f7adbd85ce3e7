// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import dev.bora.it.drill.checker.Effect.Found;
import dev.bora.it.drill.checker.Effect.Look;
import dev.bora.it.drill.checker.Verdict.Explained;
import dev.bora.it.drill.checker.Verdict.Undecided;
import dev.bora.it.drill.checker.Verdict.Unexplained;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of steps in which each can be done, that keeps one before another where it had
 * ended before the other began. Depth first; a situation (which certain steps are done, and what
 * the name space is then) is looked at once, unless fewer of those that may not have happened have
 * been used up than before: else there is nothing that can be done now and could not be done then.
 */
public final class Search {

  private static final int MOST_SITUATIONS = 500_000;
  private static final int STORY_STEPS = 25;

  private final List<Step> steps;

  /** How many of the first of them are certain. */
  private final int certain;

  /** What was looked at, each with what was used up. */
  private final Map<Situation, List<BitSet>> seen = new HashMap<>();

  private int situations;
  private final List<Step> path = new ArrayList<>();
  private Best best = new Best(-1, List.of(), new BitSet(), Tree.EMPTY);

  private record Situation(BitSet certainDone, Tree tree) {}

  private record Best(int certain, List<Step> path, BitSet done, Tree tree) {}

  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Search(List<Step> steps) {
    this.steps =
        steps.stream()
            .sorted(
                Comparator.comparing((Step step) -> !step.certain()).thenComparingLong(Step::end))
            .toList();
    this.certain = Math.toIntExact(steps.stream().filter(Step::certain).count());
  }

  /** Whether the steps, begun in this name space, can be put in order. */
  public static Verdict explain(Tree start, List<Step> steps) {
    Search search = new Search(steps);
    try {
      return search.go(new BitSet(), start) ? new Explained() : search.unexplained();
    } catch (TooLong _) {
      return new Undecided(search.story());
    }
  }

  private boolean go(BitSet given, Tree tree) {
    BitSet done = (BitSet) given.clone();
    int pathLength = path.size();
    long horizon = settleLooks(done, tree);
    if (horizon == Long.MAX_VALUE) {
      return true;
    }
    if (isNew(done, tree)) {
      remember(done, tree);
      for (int i = done.nextClearBit(0); i < steps.size(); i = done.nextClearBit(i + 1)) {
        if (steps.get(i).begin() <= horizon && tryStep(done, tree, i)) {
          return true;
        }
      }
    }
    path.subList(pathLength, path.size()).clear();
    return false;
  }

  private boolean isNew(BitSet done, Tree tree) {
    BitSet used = done.get(certain, steps.size());
    List<BitSet> before =
        seen.computeIfAbsent(new Situation(done.get(0, certain), tree), _ -> new ArrayList<>());
    if (before.stream().anyMatch(one -> isWithin(one, used))) {
      return false;
    }
    before.add(used);
    if (++situations > MOST_SITUATIONS) {
      throw new TooLong();
    }
    return true;
  }

  private static boolean isWithin(BitSet few, BitSet many) {
    BitSet others = (BitSet) few.clone();
    others.andNot(many);
    return others.isEmpty();
  }

  private boolean tryStep(BitSet done, Tree tree, int index) {
    Step step = steps.get(index);
    Tree next = step.effect().isLook() ? null : step.effect().apply(tree);
    if (next == null) {
      return false;
    }
    done.set(index);
    path.add(step);
    boolean found = go(done, next);
    done.clear(index);
    if (!found) {
      path.removeLast();
    }
    return found;
  }

  /**
   * Does every look that holds now: it changes nothing, so there is no better moment for it.
   *
   * @return the end of the first certain step that is left; the greatest number if none is
   */
  private long settleLooks(BitSet done, Tree tree) {
    while (true) {
      long horizon = horizon(done);
      boolean more = false;
      for (int i = done.nextClearBit(0); i < steps.size(); i = done.nextClearBit(i + 1)) {
        Step step = steps.get(i);
        if (step.effect().isLook()
            && step.begin() <= horizon
            && step.effect().apply(tree) != null) {
          done.set(i);
          path.add(step);
          more = true;
        }
      }
      if (!more) {
        return horizon;
      }
    }
  }

  private long horizon(BitSet done) {
    // certain steps come first, by their end
    int first = done.nextClearBit(0);
    return first < steps.size() && steps.get(first).certain()
        ? steps.get(first).end()
        : Long.MAX_VALUE;
  }

  private void remember(BitSet done, Tree tree) {
    if (done.cardinality() > best.certain()) {
      best = new Best(done.cardinality(), List.copyOf(path), (BitSet) done.clone(), tree);
    }
  }

  private Verdict unexplained() {
    List<Step> stuck = next();
    @Nullable Step first = stuck.isEmpty() ? null : stuck.getFirst();
    boolean missing =
        first != null
            && first.effect() instanceof Look look
            && look.found() == Found.NOTHING
            && best.tree().has(look.path());
    return new Unexplained(missing, story());
  }

  /** What should come next after the best attempt. */
  private List<Step> next() {
    long horizon = horizon(best.done());
    List<Step> next = new ArrayList<>();
    for (int i = best.done().nextClearBit(0);
        i < steps.size();
        i = best.done().nextClearBit(i + 1)) {
      if (steps.get(i).begin() <= horizon) {
        next.add(steps.get(i));
      }
    }
    return next;
  }

  private String story() {
    List<Step> way = best.path();
    List<Step> last = way.subList(Math.max(0, way.size() - STORY_STEPS), way.size());
    return "... %s%nleads to%n  %s%nwhere none of these fits:%n  %s"
        .formatted(lines(last), best.tree(), lines(next()));
  }

  private static String lines(List<Step> some) {
    return some.stream().map(Step::toString).collect(Collectors.joining("\n  "));
  }
}
