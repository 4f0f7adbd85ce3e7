// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.table.Wish;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beats of one incarnation, counted. It remembers how many it has committed: a database that
 * has counted fewer is an older one, restored or failed over to with commits lost, and what it says
 * of requests is not true any more. Then all nodes are told to halt, through that database, until
 * an operator lets them go on.
 */
public final class Beats {
  private static final Logger LOG = LoggerFactory.getLogger(Beats.class);
  private static final long ENDED = 0;
  private static final long UNKNOWN = -1;

  private final long epoch;
  private final String node;
  private final Drain drain;
  private final AtomicLong committed = new AtomicLong();

  /**
   * Of an incarnation that was registered.
   *
   * @param drain hears with each beat what operators want of the node
   */
  public Beats(long epoch, String node, Drain drain) {
    this.epoch = epoch;
    this.node = node;
    this.drain = drain;
  }

  /**
   * Beats.
   *
   * @return false if the incarnation may do nothing any more: it was fenced, or all are to halt
   * @throws dev.bora.db.DatabaseUnavailableException it is not known whether it has beaten
   */
  public boolean send(Database database) {
    return send(database, _ -> {});
  }

  /**
   * As {@link #send(Database)}.
   *
   * @param first done in the same transaction, before it
   */
  public boolean send(Database database, Consumer<Tables> first) {
    long known = committed.get();
    long count =
        database.call(tables -> {
          first.accept(tables);
          return beat(tables);
        });
    if (count > known) {
      committed.accumulateAndGet(count, Math::max);
      return true;
    }
    if (count != ENDED && !isAccepted(database)) {
      halt(database, count == UNKNOWN ? 0 : count - 1, known);
    }
    return false;
  }

  private long beat(Tables tables) {
    if (tables.halts().reason() != null) {
      return ENDED;
    }
    if (tables.incarnations().lockShared(epoch) == null
        || tables.incarnations().beat(epoch, drain.isOn()) == 0) {
      return tables.halts().lastEpoch() < epoch ? UNKNOWN : ENDED;
    }
    drain.hear(Objects.requireNonNullElse(tables.wishes().of(epoch), Wish.WORK));
    return tables.incarnations().beats(epoch);
  }

  /** Whether an operator has accepted what this incarnation knows better. */
  private boolean isAccepted(Database database) {
    Long last = database.call(tables -> tables.halts().accepted());
    return last != null && epoch <= last;
  }

  private void halt(Database database, long found, long known) {
    String reason =
        "the database is older than what %s (epoch %d) has seen of it: %d of its beats are there, %d were committed"
            .formatted(node, epoch, found, known);
    LOG.error("nothing is done any more: {}", reason);
    database.run(tables -> tables.halts().halt(epoch, reason));
  }
}
