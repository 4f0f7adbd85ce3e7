// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import com.google.common.base.Throwables;
import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.DatabaseUnavailableException.Trouble;
import dev.bora.db.ServerWatch;
import dev.bora.db.Tables;
import dev.bora.db.node.Beats;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fit;
import dev.bora.db.node.Footing;
import dev.bora.db.node.UnfitNodeException;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This frontend's row among the nodes, and its beat, by which it knows whether the database answers
 * and takes changes. Whoever waits for the database asks for a beat; there is one at a time for all
 * of them.
 */
final class Pulse implements ServerWatch, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final Duration LOST = Duration.ofSeconds(30);

  private static final Duration STEP = Duration.ofMillis(20);

  /** What was written so long ago still tells that the database takes changes. */
  private static final Duration EVIDENCE = Duration.ofMillis(400);

  private static final int ATTEMPTS = 3;

  /** Beats are not made oftener. */
  private static final Duration FRESH = Duration.ofMillis(200);

  /** A beat that lasts so long has a connection that is dead. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Database database;
  private final Database work;
  private final NewIncarnation self;
  private final Footing footing;
  private final Fit fit;
  private final Drain drain;
  private final Duration forgotten;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("pulse-", 0).factory());

  private final Verdict verdict = new Verdict(System::nanoTime);

  private @Nullable Future<?> latest;
  private volatile long begun;

  private volatile @Nullable Long epoch;
  private volatile @Nullable Beats beats;
  private volatile long lastBeat = System.nanoTime();
  private volatile @Nullable String misfit;
  private volatile List<Pause> pauses = List.of();

  /**
   * Of a frontend.
   *
   * @param database over connections that nobody else uses
   * @param work over those of the calls: while these write, a late beat says that the host is busy,
   *     and not that the database is away
   * @param footing what must be so whenever this frontend registers
   * @param drain hears with each beat what operators want of this frontend
   * @param forgotten after how long without a beat others may have registered as if this frontend
   *     were not there
   */
  Pulse(
      Database database,
      Database work,
      NewIncarnation self,
      Footing footing,
      Fit fit,
      Drain drain,
      Duration forgotten) {
    this.database = database;
    this.work = work;
    this.self = self;
    this.footing = footing;
    this.fit = fit;
    this.drain = drain;
    this.forgotten = forgotten;
  }

  @Override
  public boolean isAway() {
    return isSeenAway() && !(verdict.isNews() && answers());
  }

  /** Whether the last beat, or the lack of it, said so. */
  boolean isSeenAway() {
    return verdict.trouble() == Trouble.AWAY;
  }

  @Override
  public boolean answers() {
    try {
      await(current(), verdict.patience());
    } catch (TimeoutException late) {
      if (!work.hasChangedWithin(EVIDENCE)) {
        verdict.troubled(Trouble.AWAY, "a beat has no answer yet");
      }
    } catch (CancellationException replaced) {
      return !isSeenAway();
    } catch (ExecutionException bug) {
      LOG.error("{} cannot beat", self.node(), bug);
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !isSeenAway();
  }

  /**
   * In small steps, of which each counts as no more than it is, though it may take longer: a host
   * that has no time for this thread has none for the server either.
   */
  private static void await(Future<?> beat, Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    long left = patience.toNanos();
    while (true) {
      try {
        beat.get(STEP.toNanos(), TimeUnit.NANOSECONDS);
        return;
      } catch (TimeoutException late) {
        left -= STEP.toNanos();
        if (left <= 0) {
          throw late;
        }
      }
    }
  }

  /** Whether it answers and takes changes, too. */
  ServerWatch changes() {
    return new ServerWatch() {
      @Override
      public boolean isAway() {
        return isSeenAway() ? Pulse.this.isAway() : verdict.trouble() != null;
      }

      @Override
      public boolean answers() {
        return Pulse.this.answers() && verdict.trouble() == null;
      }
    };
  }

  private synchronized Future<?> current() {
    Future<?> last = latest;
    long age = System.nanoTime() - begun;
    if (last != null && age < (last.isDone() ? FRESH : LONGEST).toNanos()) {
      return last;
    }
    if (last != null) {
      last.cancel(true);
    }
    long now = System.nanoTime();
    begun = now;
    Future<?> next = threads.submit(() -> beat(now));
    latest = next;
    return next;
  }

  private void beat(long sent) {
    try {
      beatOrBeatAgain(sent);
      lastBeat = sent;
      misfit = null;
      verdict.well();
    } catch (UnfitNodeException unfit) {
      if (misfit == null) {
        LOG.error("no calls are served: {}", unfit.getMessage());
      }
      misfit = unfit.getMessage();
      verdict.well();
    } catch (DatabaseUnavailableException away) {
      // one that was given up tells of its own connection only
      if (begun == sent) {
        verdict.troubled(away.trouble(), Throwables.getRootCause(away).toString());
      }
    }
  }

  /** That a connection has ended is no news of the database: the next one may be there. */
  private void beatOrBeatAgain(long sent) {
    for (int attempt = 1; ; attempt++) {
      try {
        Beats known = beats;
        if (known == null || !known.send(database, tables -> first(tables, sent))) {
          // An incarnation that has ended is not asked again, whatever comes of the next one.
          beats = null;
          // Whatever it was before: it may have come back as another one.
          footing.require(database);
          long mine = database.call(this::register);
          beats = new Beats(mine, self.node(), drain);
          epoch = mine;
          LOG.info("{} registered as epoch {}", self.node(), mine);
        }
        return;
      } catch (DatabaseUnavailableException lost) {
        if (lost.trouble() != Trouble.AWAY || attempt == ATTEMPTS) {
          throw lost;
        }
      }
    }
  }

  /** Others may have registered meanwhile, and operators may have changed their minds. */
  private void first(Tables tables, long sent) {
    pauses = tables.pauses().all();
    if (misfit != null || sent - lastBeat > forgotten.toNanos()) {
      fit.require(tables, self);
    }
  }

  private long register(Tables tables) {
    pauses = tables.pauses().all();
    long mine = fit.register(tables, self);
    for (IncarnationRow older : tables.incarnations().older(self.node(), mine)) {
      if (older.age().compareTo(LOST) > 0) {
        tables.incarnations().leave(older.epoch());
      }
    }
    return mine;
  }

  /** What is wrong with the database, for operators; empty if nothing is. */
  Optional<String> databaseTrouble() {
    return verdict.sentence();
  }

  /** Why this frontend does not fit the others; empty if it does, as far as is known. */
  Optional<String> misfit() {
    return Optional.ofNullable(misfit);
  }

  /** What is to wait, as operators wanted it at the last beat. */
  List<Pause> pauses() {
    return pauses;
  }

  /** What it is registered as; empty before that. */
  Optional<Long> epoch() {
    return Optional.ofNullable(epoch);
  }

  /** Takes its leave. */
  @Override
  public void close() {
    threads.shutdown();
    Long known = epoch;
    if (known == null || verdict.trouble() != null) {
      return;
    }
    try {
      database.run(tables -> {
        tables.incarnations().leave(known);
        tables.wishes().hasLeft(self.node());
      });
    } catch (DatabaseUnavailableException away) {
      LOG.warn("epoch {} could not be deregistered: {}", known, away.toString());
    }
  }
}
