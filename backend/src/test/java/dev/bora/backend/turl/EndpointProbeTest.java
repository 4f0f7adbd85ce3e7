// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.turl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.Await;
import dev.bora.site.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointProbeTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private ServerSocket one;
  private ServerSocket two;
  private HostPort first;
  private HostPort second;

  @BeforeEach
  void listen() throws Exception {
    one = listen(0);
    two = listen(0);
    first = new HostPort("127.0.0.1", one.getLocalPort());
    second = new HostPort("127.0.0.1", two.getLocalPort());
  }

  @AfterEach
  void close() throws Exception {
    one.close();
    two.close();
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  private EndpointProbe probe(Duration interval) {
    return EndpointProbe.start(new LinkedHashSet<>(List.of(first, second)), interval, TIMEOUT);
  }

  private List<HostPort> four(EndpointProbe probe) {
    List<HostPort> four = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      four.add(probe.next(List.of(first, second)).orElseThrow());
    }
    return four;
  }

  @Test
  void thoseThatAnswerTakeTurns() {
    try (EndpointProbe probe = probe(NEVER)) {
      assertThat(four(probe)).containsExactly(first, second, first, second);
    }
  }

  @Test
  void aDeadOneLeavesAndComesBack() throws Exception {
    try (EndpointProbe probe = probe(OFTEN)) {
      one.close();
      Await.until(() -> !four(probe).contains(first));
      assertThat(four(probe)).containsOnly(second);
      one = listen(first.port());
      Await.until(() -> four(probe).contains(first));
      assertThat(four(probe)).containsOnly(first, second);
    }
  }

  @Test
  void whenNoneAnswersTheyAreTriedOnceMore() throws Exception {
    try (EndpointProbe probe = probe(NEVER)) {
      one.close();
      two.close();
      probe.round(Set.of(first, second));
      assertThat(probe.next(List.of(first, second))).isEmpty();
      two = listen(second.port());
      assertThat(probe.next(List.of(first, second))).contains(second);
      assertThat(probe.next(List.of())).isEmpty();
    }
  }

  /** Servers whose hosts drop packets: their queues are full, and nobody accepts. */
  @Test
  void aRoundTakesOneTimeoutHoweverManyAreDead() throws Exception {
    List<AutoCloseable> full = new ArrayList<>();
    LinkedHashSet<HostPort> all = new LinkedHashSet<>();
    try {
      for (int i = 0; i < 8; i++) {
        all.add(silent(full));
      }
      all.add(first);
      one.close();
      long began = System.nanoTime();
      try (EndpointProbe probe = EndpointProbe.start(all, NEVER, TIMEOUT)) {
        probe.round(all);
        assertThat(probe.dead()).isEqualTo(all.size());
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.multipliedBy(5));
    } finally {
      for (AutoCloseable closeable : full) {
        closeable.close();
      }
    }
  }

  private static HostPort silent(List<AutoCloseable> full) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    full.add(server);
    HostPort address = new HostPort("127.0.0.1", server.getLocalPort());
    try {
      while (true) {
        Socket waiting = new Socket();
        full.add(waiting);
        waiting.connect(server.getLocalSocketAddress(), 200);
      }
    } catch (SocketTimeoutException isFull) {
      return address;
    }
  }
}
