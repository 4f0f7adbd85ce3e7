// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.turl;

import dev.bora.site.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which data servers answer: each is tried by a TCP connection, regularly, and those that answer
 * are handed out in turn.
 */
public final class EndpointProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointProbe.class);

  private final Duration timeout;
  private final Map<HostPort, Boolean> answers = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("endpoint-probe").factory());

  private EndpointProbe(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Starts to probe.
   *
   * @param interval between two rounds
   * @param timeout after which a server does not answer
   */
  public static EndpointProbe start(Set<HostPort> endpoints, Duration interval, Duration timeout) {
    EndpointProbe probe = new EndpointProbe(timeout);
    // Until the first round has ended, all are taken to answer.
    endpoints.forEach(endpoint -> probe.answers.put(endpoint, true));
    ScheduledFuture<?> _ =
        probe.thread.scheduleWithFixedDelay(
            () -> endpoints.forEach(probe::look),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return probe;
  }

  private void look(HostPort endpoint) {
    boolean now = connects(endpoint);
    Boolean before = answers.put(endpoint, now);
    if (before == null || before != now) {
      LOG.warn("data server {} {}", endpoint, now ? "answers again" : "does not answer");
    }
  }

  private boolean connects(HostPort endpoint) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()), (int) timeout.toMillis());
      return true;
    } catch (IOException unreachable) {
      return false;
    }
  }

  /**
   * The next server in turn that answers; one that does not, and that is tried once more, if none
   * does.
   */
  Optional<HostPort> next(List<HostPort> endpoints) {
    List<HostPort> alive =
        endpoints.stream().filter(endpoint -> answers.getOrDefault(endpoint, true)).toList();
    if (alive.isEmpty()) {
      return endpoints.stream().filter(this::connects).findFirst();
    }
    return Optional.of(alive.get(Math.floorMod(turn.getAndIncrement(), alive.size())));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
