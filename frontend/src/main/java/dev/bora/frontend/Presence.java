// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.node.Fit;
import dev.bora.db.node.UnfitNodeException;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.frontend.call.Backends;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.Caller;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import dev.bora.rpc.health.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This frontend among the nodes: its row, a beat, and what it last saw of database and backends. It
 * waits for neither at start.
 */
final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final Duration LOST = Duration.ofSeconds(30);
  private static final Duration PING_TIME = Duration.ofSeconds(2);

  private final Database database;
  private final Backends backends;
  private final NewIncarnation self;
  private final Fit fit;
  private final Duration interval;
  private final Duration forgotten;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread databaseThread;
  private final Thread backendThread;

  private volatile @Nullable Long epoch;
  private volatile long lastBeat = System.nanoTime();
  private volatile @Nullable String misfit;
  private volatile @Nullable String databaseTrouble = "the database was not reached yet";
  private volatile @Nullable String backendTrouble = "no backend was reached yet";
  private volatile @Nullable PingReply lastReply;

  /**
   * For a frontend.
   *
   * @param interval between two beats
   * @param forgotten after how long without a beat others may have registered as if this frontend
   *     were not there
   */
  Presence(
      Database database,
      Backends backends,
      NewIncarnation self,
      Fit fit,
      Duration interval,
      Duration forgotten) {
    this.database = database;
    this.backends = backends;
    this.self = self;
    this.fit = fit;
    this.interval = interval;
    this.forgotten = forgotten;
    // Threads of their own: a node must be able to tell how it is whatever else is stuck.
    this.databaseThread =
        Thread.ofPlatform().daemon().name("presence-database").unstarted(() -> loop(this::beat));
    this.backendThread =
        Thread.ofPlatform().daemon().name("presence-backend").unstarted(() -> loop(this::ping));
  }

  /**
   * Looks for the first time, and goes on looking.
   *
   * @throws UnfitNodeException the configuration does not fit that of the others
   */
  void start() {
    beat();
    if (misfit != null) {
      throw new UnfitNodeException(misfit);
    }
    ping();
    databaseThread.start();
    backendThread.start();
  }

  /** What was last known of a backend, while one answers. */
  Optional<PingReply> backend() {
    return Optional.ofNullable(lastReply);
  }

  /** Why no call can be served now, for clients; empty if there is no such reason. */
  Optional<String> refusal() {
    if (misfit != null) {
      return Optional.of("This server does not fit the configuration of the others");
    }
    // Not before it is known whether it fits.
    return epoch == null
        ? Optional.of("The request database is not available, try again later")
        : Optional.empty();
  }

  Health health() {
    List<String> reasons = new ArrayList<>();
    addIfThere(reasons, misfit);
    addIfThere(reasons, databaseTrouble);
    addIfThere(reasons, backendTrouble);
    if (!reasons.isEmpty()) {
      return new Health.Unwell(reasons);
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("node", self.node());
    details.put("version", self.version());
    details.put("epoch", String.valueOf(epoch));
    backend().ifPresent(reply -> details.put("backend", reply.backend()));
    return new Health.Well(details);
  }

  private static void addIfThere(List<String> reasons, @Nullable String trouble) {
    if (trouble != null) {
      reasons.add(trouble);
    }
  }

  private void loop(Runnable look) {
    try {
      while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        look.run();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      long sent = System.nanoTime();
      Long known = epoch;
      if (known == null || !database.call(tables -> goOn(tables, known, sent))) {
        epoch = database.call(this::register);
        LOG.info("{} registered as epoch {}", self.node(), epoch);
      }
      lastBeat = sent;
      misfit = null;
      databaseTrouble = null;
    } catch (UnfitNodeException unfit) {
      if (misfit == null) {
        LOG.error("no calls are served: {}", unfit.getMessage());
      }
      misfit = unfit.getMessage();
      databaseTrouble = null;
    } catch (RuntimeException failed) {
      if (databaseTrouble == null) {
        LOG.warn("the database is away: {}", failed.toString());
      }
      databaseTrouble = "the database does not answer";
    }
  }

  /** Beats; false: the row is gone. */
  private boolean goOn(Tables tables, long known, long sent) {
    if (misfit != null || sent - lastBeat > forgotten.toNanos()) {
      fit.require(tables, self);
    }
    return tables.incarnations().beat(known) == 1;
  }

  private long register(Tables tables) {
    long mine = fit.register(tables, self);
    for (IncarnationRow older : tables.incarnations().older(self.node(), mine)) {
      if (older.age().compareTo(LOST) > 0) {
        tables.incarnations().move(older.epoch(), older.state(), IncarnationState.GONE);
      }
    }
    return mine;
  }

  private void ping() {
    try {
      BackendCalls calls = backends.calls(PING_TIME, _ -> {});
      lastReply =
          calls.ping(
              new CallContext(
                  UUID.randomUUID().toString(),
                  "health",
                  self.node(),
                  self.address(),
                  new Caller("/CN=" + self.node(), null, List.of(), false)),
              new PingArgs());
      backendTrouble = null;
    } catch (RuntimeException failed) {
      if (backendTrouble == null) {
        LOG.warn("no backend answers: {}", failed.toString());
      }
      lastReply = null;
      backendTrouble = "no backend answers";
    }
  }

  @Override
  public void close() {
    stop.countDown();
    backendThread.interrupt();
    try {
      databaseThread.join(interval.plusSeconds(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Long known = epoch;
    if (known != null && databaseTrouble == null) {
      try {
        database.call(tables ->
            tables.incarnations().move(known, IncarnationState.UP, IncarnationState.GONE));
      } catch (RuntimeException away) {
        LOG.warn("epoch {} could not be deregistered: {}", known, away.toString());
      }
    }
  }
}
