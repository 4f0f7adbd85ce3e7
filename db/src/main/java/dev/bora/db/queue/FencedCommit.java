// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Tables;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A small verb of one incarnation, for several files that need it at the same time: their
 * statements go in one packet and one transaction behind the fence. When one of them is refused,
 * each gets its own transaction.
 *
 * @param <T> what the verb is about
 * @param <R> what its caller is told
 */
final class FencedCommit<T, R> {
  /** Who fences this node waits no longer than one transaction takes. */
  private static final int MOST = 50;

  private final Transaction transaction;
  private final Comparator<T> order;
  private final BiFunction<Tables, T, Supplier<R>> verb;
  private final GroupCommit<T, R> commits =
      new GroupCommit<>(MOST, GroupCommit.OVERDUE, this::write);

  /** Runs work behind the fence: a method of the verb's own, by whose name drills know it. */
  interface Transaction {
    <A> A call(Function<Tables, A> work);
  }

  /**
   * For one verb.
   *
   * @param order in which all who use the verb come to its rows
   * @param verb has statements sent later; the answer is asked for after the commit
   */
  FencedCommit(
      Transaction transaction, Comparator<T> order, BiFunction<Tables, T, Supplier<R>> verb) {
    this.transaction = transaction;
    this.order = order;
    this.verb = verb;
  }

  /** Returns when it is committed; throws what the verb, or the fence, threw. */
  R commit(T item) {
    return commits.commit(item);
  }

  private List<R> write(List<T> items) {
    List<Integer> sorted =
        IntStream.range(0, items.size())
            .boxed()
            .sorted(Comparator.comparing(items::get, order))
            .toList();
    List<Supplier<R>> answers =
        transaction.call(
            tables -> sorted.stream().map(item -> verb.apply(tables, items.get(item))).toList());
    return IntStream.range(0, items.size())
        .mapToObj(item -> answers.get(sorted.indexOf(item)).get())
        .toList();
  }
}
