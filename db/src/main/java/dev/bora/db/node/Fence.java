// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.node.FenceWitness.Moment;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one incarnation of a backend: each one first takes a shared lock on the
 * incarnation's row and finds it alive; that is sent with its first statement, unless it is a while
 * since the last one. Once somebody has fenced the row, nothing that this incarnation writes
 * counts.
 */
public final class Fence {
  private static volatile @Nullable FenceWitness witness;

  /** Who was let in so lately was not stopped for long since. */
  private static final Duration SURE = Duration.ofMillis(500);

  private final Database database;
  private final long epoch;
  private final String node;
  private volatile long letInNanos = System.nanoTime() - SURE.toNanos();

  /** For an incarnation that is registered. */
  public Fence(Database database, long epoch, String node) {
    this.database = database;
    this.epoch = epoch;
    this.node = node;
  }

  /** The epoch, never used again. */
  public long epoch() {
    return epoch;
  }

  /** The node's name: the tag on what it holds. */
  public String node() {
    return node;
  }

  /**
   * Runs work in one transaction of this incarnation. It is let in with its first statement, so
   * nothing that needs the fence may come before that.
   *
   * @throws FencedException if it may not work any more; nothing was written
   */
  public <T> T call(Function<Tables, T> work) {
    tell(Moment.BEGINS);
    T result = database.call(tables -> behindTheFence(tables, work));
    tell(Moment.COMMITTED);
    return result;
  }

  /**
   * Reads without being let in, and without holding up whoever fences: for what is looked at again
   * behind the fence before it counts.
   */
  public <T> T look(Function<Tables, T> work) {
    return database.call(work);
  }

  /** As {@link #call}, for work that answers nothing. */
  public void run(Consumer<Tables> work) {
    call(tables -> {
      work.accept(tables);
      return true;
    });
  }

  private <T> T behindTheFence(Tables tables, Function<Tables, T> work) {
    tables.later(() -> tables.incarnations().lockShared(epoch), this::pass);
    if (System.nanoTime() - letInNanos > SURE.toNanos()) {
      // It may have been stopped, and fenced: what is sent with the check would take locks that
      // its adopter wants, and keep them if it is stopped again.
      tables.send();
    }
    return work.apply(tables);
  }

  private void pass(int rows) {
    if (rows != 1) {
      throw new FencedException(node, epoch);
    }
    letInNanos = System.nanoTime();
    tell(Moment.LET_IN);
  }

  static void witness(FenceWitness installed) {
    witness = installed;
  }

  private static void tell(Moment moment) {
    FenceWitness watching = witness;
    if (watching != null) {
      watching.at(moment);
    }
  }

  /** This incarnation was fenced: others have, or will have, its work. */
  public static final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of this node's incarnation. */
    public FencedException(String node, long epoch) {
      super("epoch " + epoch + " of " + node + " is fenced");
    }
  }
}
