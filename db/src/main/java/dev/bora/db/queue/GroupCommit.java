// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.DatabaseUnavailableException.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes while a transaction is under way goes into the next one together: nobody waits for
 * company, and the busier it is the less each costs. When one of them spoils it, each gets its own.
 * Platform threads make the transactions: a virtual one that waits for the server costs more than
 * twice the processor time, for each of its answers.
 *
 * @param <T> what is to be written
 * @param <R> what its caller is told
 */
final class GroupCommit<T, R> {
  /**
   * Many times what a transaction takes, and a part of what one takes that waits for a row which
   * somebody else holds locked.
   */
  static final Duration OVERDUE = Duration.ofMillis(300);

  private static final ExecutorService LEADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("bora-commit-", 0).factory());

  private final int most;
  private final Duration overdue;
  private final Function<List<T>, List<R>> transaction;
  private final Predicate<RuntimeException> isOnesOwn;
  private final Queue<Member<T, R>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Lead> underWay = new AtomicReference<>();

  /**
   * One after the other, unless one is stuck.
   *
   * @param most so many together
   * @param overdue the next one does not wait longer for the one before it
   * @param transaction writes all or nothing, and answers in the same order
   */
  GroupCommit(int most, Duration overdue, Function<List<T>, List<R>> transaction) {
    this(most, overdue, transaction, GroupCommit::isOnesOwn);
  }

  /**
   * The same.
   *
   * @param isOnesOwn whether a failure can have come of one of many, so that each is to be tried by
   *     itself
   */
  GroupCommit(
      int most,
      Duration overdue,
      Function<List<T>, List<R>> transaction,
      Predicate<RuntimeException> isOnesOwn) {
    this.most = most;
    this.overdue = overdue;
    this.transaction = transaction;
    this.isOnesOwn = isOnesOwn;
  }

  /** Returns when it is committed; throws what the transaction threw. */
  R commit(T item) {
    Member<T, R> me = new Member<>(item);
    waiting.add(me);
    Supplier<R> end;
    while ((end = me.end) == null) {
      Lead mine = new Lead(System.nanoTime());
      if (isFree(mine)) {
        start(mine, me);
      }
      boolean _ = Uninterruptibles.tryAcquireUninterruptibly(me.news, overdue);
    }
    return end.get();
  }

  /** Without a thread to be had, the one that failed is nobody's: its caller is told. */
  private void start(Lead mine, Member<T, R> me) {
    try {
      LEADS.execute(() -> lead(mine));
    } catch (Error failure) {
      waiting.remove(me);
      underWay.compareAndSet(mine, null);
      wakeNext();
      throw failure;
    }
  }

  /** One group after the other, until nobody waits or, as one took too long, another one leads. */
  private void lead(Lead first) {
    Lead mine = first;
    Lead next;
    do {
      write(nextGroup());
      next = waiting.isEmpty() ? null : new Lead(System.nanoTime());
    } while (underWay.compareAndSet(mine, next) && (mine = next) != null);
    wakeNext();
  }

  /** Who makes the transaction that is under way. */
  private record Lead(long sinceNanos) {}

  private boolean isFree(Lead mine) {
    Lead other = underWay.get();
    boolean mayLead = other == null || mine.sinceNanos() - other.sinceNanos() > overdue.toNanos();
    return mayLead && underWay.compareAndSet(other, mine);
  }

  /** How many wait for the next transaction, or one after it. */
  int waiting() {
    return waiting.size();
  }

  private List<Member<T, R>> nextGroup() {
    List<Member<T, R>> group = new ArrayList<>();
    while (group.size() < most) {
      Member<T, R> next = waiting.poll();
      if (next == null) {
        break;
      }
      group.add(next);
    }
    return group;
  }

  /** Whoever comes later than this look finds nothing under way, and leads. */
  private void wakeNext() {
    Member<T, R> next = waiting.peek();
    if (next != null) {
      next.news.release();
    }
  }

  private void write(List<Member<T, R>> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      List<R> results = transaction.apply(group.stream().map(member -> member.item).toList());
      for (int i = 0; i < group.size(); i++) {
        R result = results.get(i);
        group.get(i).end(() -> result);
      }
    } catch (RuntimeException failure) {
      if (group.size() > 1 && isOnesOwn.test(failure)) {
        writeEach(group);
      } else {
        fail(group, failure);
      }
    } catch (Error error) {
      fail(group, new IllegalStateException(error));
    }
  }

  /** All at the same time, for those that wait for a lock would wait one after the other. */
  private void writeEach(List<Member<T, R>> group) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (Member<T, R> member : group) {
      try {
        all.add(CompletableFuture.runAsync(() -> write(List.of(member)), LEADS));
      } catch (Error noThread) {
        write(List.of(member));
      }
    }
    all.forEach(CompletableFuture::join);
  }

  private void fail(List<Member<T, R>> group, RuntimeException failure) {
    group.forEach(member ->
        member.end(() -> {
          throw failure;
        }));
  }

  /** Not: what all would meet again, or what may have been written. */
  private static boolean isOnesOwn(RuntimeException failure) {
    return !(failure instanceof DatabaseUnavailableException away)
        || (away.trouble() == Trouble.LOCKED && !away.mayHaveCommitted());
  }

  private static final class Member<T, R> {
    private final T item;
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable Supplier<R> end;

    Member(T item) {
      this.item = item;
    }

    void end(Supplier<R> how) {
      end = how;
      news.release();
    }
  }
}
