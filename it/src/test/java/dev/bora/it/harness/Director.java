// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A relay before several servers that asks each for its health, as keepalived does before LVS, and
 * gives no new connection to one that does not answer well. Connections that there are stay.
 */
public final class Director implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration WELL_AGAIN = Duration.ofSeconds(60);
  private static final int PATIENCE_MILLIS = 1_000;

  private final TcpRelay relay;
  private final AtomicReference<Set<Integer>> preferred = new AtomicReference<>(Set.of());
  private final Map<Integer, Integer> health;
  private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

  private Director(TcpRelay relay, Map<Integer, Integer> health) {
    this.relay = relay;
    this.health = Map.copyOf(health);
  }

  /**
   * Listens on a port of loopback.
   *
   * @param health of each server, by its port, the port of its health answers
   */
  public static Director listening(int port, Map<Integer, Integer> health) throws IOException {
    TcpRelay relay = TcpRelay.listening(port, health.keySet().toArray(Integer[]::new));
    Director director = new Director(relay, health);
    ScheduledFuture<?> _ =
        director.looking.scheduleWithFixedDelay(
            director::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return director;
  }

  /** What carries the connections. */
  public TcpRelay relay() {
    return relay;
  }

  /** Waits until a server is well, and connections go to it. */
  public void awaitWell(int port) {
    int asked = requireNonNull(health.get(port), "no such server");
    long end = System.nanoTime() + WELL_AGAIN.toNanos();
    while (!isWell(asked)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the server at " + port + " is not well");
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
    look();
  }

  /** Once it is well, connections go to this server as long as it is well; those there are end. */
  public void prefer(int port) {
    awaitWell(port);
    preferred.set(Set.of(port));
    look();
    relay.goDown();
    relay.comeBack();
  }

  /** How many of the servers are well. */
  public long well() {
    return health.values().parallelStream().filter(Director::isWell).count();
  }

  private void look() {
    Set<Integer> unwell =
        health.entrySet().parallelStream()
            .filter(server -> !isWell(server.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Set<Integer> others = new HashSet<>(health.keySet());
    others.removeAll(preferred.get());
    boolean usePreferred = !preferred.get().isEmpty() && !unwell.containsAll(preferred.get());
    relay.passOver(usePreferred ? others : unwell);
  }

  private static boolean isWell(int port) {
    try {
      URL url = URI.create("http://localhost:" + port + "/health").toURL();
      HttpURLConnection asked = (HttpURLConnection) url.openConnection();
      asked.setConnectTimeout(PATIENCE_MILLIS);
      asked.setReadTimeout(PATIENCE_MILLIS);
      try (InputStream answer = asked.getInputStream()) {
        answer.readAllBytes();
        return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        asked.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    looking.shutdownNow();
    relay.close();
  }
}
