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
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which data servers answer: all are tried at once by a TCP connection, regularly, and those that
 * answer are handed out in turn.
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
            () -> probe.round(endpoints),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return probe;
  }

  /** Tries all: as long as one time-out, however many servers do not answer. */
  void round(Set<HostPort> endpoints) {
    try (ExecutorService each = threadPerServer()) {
      endpoints.forEach(endpoint -> each.execute(() -> look(endpoint)));
    }
  }

  /** Not virtual ones: those would keep their carriers, which all rooms share, to resolve names. */
  private static ExecutorService threadPerServer() {
    return Executors.newThreadPerTaskExecutor(
        Thread.ofPlatform().daemon().name("endpoint-probe-", 0).factory());
  }

  private void look(HostPort endpoint) {
    boolean now = connects(endpoint);
    Boolean before = answers.put(endpoint, now);
    if (before == null || before != now) {
      LOG.warn("data server {} {}", endpoint, now ? "answers again" : "does not answer");
    }
  }

  private boolean connects(HostPort endpoint) {
    try {
      connect(endpoint);
      return true;
    } catch (IOException unreachable) {
      return false;
    }
  }

  private HostPort connect(HostPort endpoint) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()), (int) timeout.toMillis());
      return endpoint;
    }
  }

  /**
   * The next server in turn that answered when it was tried last. If none did, all are tried once
   * more, and it is the first that answers now.
   */
  Optional<HostPort> next(List<HostPort> endpoints) {
    List<HostPort> alive =
        endpoints.stream().filter(endpoint -> answers.getOrDefault(endpoint, true)).toList();
    if (alive.isEmpty()) {
      return firstToAnswer(endpoints);
    }
    return Optional.of(alive.get(Math.floorMod(turn.getAndIncrement(), alive.size())));
  }

  private Optional<HostPort> firstToAnswer(List<HostPort> endpoints) {
    if (endpoints.isEmpty()) {
      return Optional.empty();
    }
    ExecutorService each = threadPerServer();
    try {
      return Optional.of(
          each.invokeAny(
              endpoints.stream().<Callable<HostPort>>map(one -> () -> connect(one)).toList()));
    } catch (ExecutionException none) {
      return Optional.empty();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      // Not waited for: who needs a server has one, and the others end with their time-out.
      each.shutdownNow();
    }
  }

  /** How many did not answer when they were tried last. */
  long dead() {
    return answers.values().stream().filter(answer -> !answer).count();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
