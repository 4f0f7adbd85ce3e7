// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.db.Database;
import dev.bora.db.Tables;
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
  private final Duration interval;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread databaseThread;
  private final Thread backendThread;

  private volatile @Nullable Long epoch;
  private volatile @Nullable String databaseTrouble = "the database was not reached yet";
  private volatile @Nullable String backendTrouble = "no backend was reached yet";
  private volatile @Nullable PingReply lastReply;

  Presence(Database database, Backends backends, NewIncarnation self, Duration interval) {
    this.database = database;
    this.backends = backends;
    this.self = self;
    this.interval = interval;
    // Threads of their own: a node must be able to tell how it is whatever else is stuck.
    this.databaseThread =
        Thread.ofPlatform().daemon().name("presence-database").unstarted(() -> loop(this::beat));
    this.backendThread =
        Thread.ofPlatform().daemon().name("presence-backend").unstarted(() -> loop(this::ping));
  }

  /** Looks for the first time, and goes on looking. */
  void start() {
    beat();
    ping();
    databaseThread.start();
    backendThread.start();
  }

  /** What was last known of a backend, while one answers. */
  Optional<PingReply> backend() {
    return Optional.ofNullable(lastReply);
  }

  Health health() {
    List<String> reasons = new ArrayList<>();
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
      Long known = epoch;
      if (known == null || database.call(tables -> tables.incarnations().beat(known)) == 0) {
        epoch = database.call(this::register);
        LOG.info("{} registered as epoch {}", self.node(), epoch);
      }
      databaseTrouble = null;
    } catch (RuntimeException failed) {
      if (databaseTrouble == null) {
        LOG.warn("the database is away: {}", failed.toString());
      }
      databaseTrouble = "the database does not answer";
    }
  }

  private long register(Tables tables) {
    tables.incarnations().insert(self);
    long mine = tables.incarnations().lastEpoch();
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
