// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.db.node.Drain;
import dev.bora.db.node.UnfitNodeException;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This frontend among the nodes: it beats, and keeps what it last saw of database and backends. It
 * waits for neither at start.
 */
final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final Duration PING_TIME = Duration.ofSeconds(2);

  /** Clients wait for the database to be seen again. */
  private static final Duration LOOK_FOR_AWAY = Duration.ofMillis(300);

  private final Pulse pulse;
  private final Drain drain;
  private final Backends backends;
  private final NewIncarnation self;
  private final Duration interval;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread databaseThread;
  private final Thread backendThread;

  private volatile @Nullable String backendTrouble = "no backend was reached yet";
  private volatile @Nullable PingReply lastReply;

  /**
   * For a frontend.
   *
   * @param interval between two beats
   */
  Presence(Pulse pulse, Drain drain, Backends backends, NewIncarnation self, Duration interval) {
    this.pulse = pulse;
    this.drain = drain;
    this.backends = backends;
    this.self = self;
    this.interval = interval;
    // Threads of their own: a node must be able to tell how it is whatever else is stuck.
    this.databaseThread =
        Thread.ofPlatform()
            .daemon()
            .name("presence-database")
            .unstarted(() -> loop(pulse::answers, this::untilBeat));
    this.backendThread =
        Thread.ofPlatform()
            .daemon()
            .name("presence-backend")
            .unstarted(() -> loop(this::ping, () -> interval));
  }

  /**
   * Looks for the first time, and goes on looking.
   *
   * @throws UnfitNodeException the configuration does not fit that of the others
   */
  void start() {
    boolean _ = pulse.answers();
    pulse
        .misfit()
        .ifPresent(misfit -> {
          throw new UnfitNodeException(misfit);
        });
    ping();
    databaseThread.start();
    backendThread.start();
  }

  private Duration untilBeat() {
    boolean hurry = pulse.isSeenAway() && LOOK_FOR_AWAY.compareTo(interval) < 0;
    return hurry ? LOOK_FOR_AWAY : interval;
  }

  /** What was last known of a backend, while one answers. */
  Optional<PingReply> backend() {
    return Optional.ofNullable(lastReply);
  }

  /** Why no call can be served now, for clients; empty if there is no such reason. */
  Optional<String> refusal() {
    if (pulse.misfit().isPresent()) {
      return Optional.of("This server serves nothing until its operators have looked at it");
    }
    // Not before it is known whether it fits.
    return pulse.epoch().isEmpty()
        ? Optional.of("The request database is not available, try again later")
        : Optional.empty();
  }

  Health health() {
    List<String> reasons = new ArrayList<>();
    Optional<String> drains = drain.reason();
    drains.ifPresent(reasons::add);
    pulse.misfit().ifPresent(reasons::add);
    pulse.databaseTrouble().ifPresent(reasons::add);
    String noBackend = backendTrouble;
    if (noBackend != null) {
      reasons.add(noBackend);
    }
    if (drains.isPresent() && pulse.misfit().isEmpty()) {
      return new Health.Draining(reasons);
    }
    if (!reasons.isEmpty()) {
      // Without database or backends it says so to clients, who try again.
      return new Health.Unwell(reasons, pulse.misfit().isEmpty());
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("node", self.node());
    details.put("version", self.version());
    pulse.epoch().ifPresent(epoch -> details.put("epoch", String.valueOf(epoch)));
    backend().ifPresent(reply -> details.put("backend", reply.backend()));
    return new Health.Well(details);
  }

  private void loop(Runnable look, Supplier<Duration> pause) {
    try {
      while (!stop.await(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look.run();
        } catch (RuntimeException bug) {
          LOG.error("{} stumbled over a look around", self.node(), bug);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
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
        LOG.warn("no backend answers: {}", failed.getMessage());
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
    pulse.close();
  }
}
