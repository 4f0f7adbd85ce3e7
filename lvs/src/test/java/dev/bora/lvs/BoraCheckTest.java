// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.rpc.health.Health;
import dev.bora.rpc.health.HealthServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that directors run, against the health port that nodes have. */
final class BoraCheckTest {
  private static final Health WELL = new Health.Well(Map.of());
  private static final Health DRAINING = new Health.Draining(List.of("it drains"));
  private static final Health WITHOUT_DATABASE = new Health.Unwell(List.of("no database"), true);
  private static final Health UNFIT = new Health.Unwell(List.of("it does not fit"), false);

  private static final int WEIGHT = 100;
  private static final int TAKEN_OUT = 1;
  private static final int NOTHING_NEW = 2;
  private static final int GETS_CONNECTIONS = WEIGHT + 2;

  @TempDir private Path folder;
  private Path script;
  private final AtomicReference<Health> health = new AtomicReference<>(WELL);
  private final AtomicReference<Health> healthOfOther = new AtomicReference<>(WELL);
  private HealthServer node;
  private HealthServer other;

  @BeforeEach
  void start() throws IOException {
    script = folder.resolve("bora-check");
    try (InputStream in = Rendering.class.getResourceAsStream("bora-check")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    node = HealthServer.start("127.0.0.1", 0, health::get);
    other = HealthServer.start("127.0.0.1", 0, healthOfOther::get);
  }

  @AfterEach
  void stop() {
    node.close();
    other.close();
  }

  private int check(int port, int... others) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", script.toString(), "1"));
    command.add(String.valueOf(WEIGHT));
    command.add("127.0.0.1:" + port);
    for (int one : others) {
      command.add("127.0.0.1:" + one);
    }
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void whoIsWellGetsItsWeight() throws Exception {
    assertThat(check(node.port(), other.port())).isEqualTo(GETS_CONNECTIONS);
    assertThat(check(node.port())).isEqualTo(GETS_CONNECTIONS);
  }

  @Test
  void whoDrainsKeepsItsConnectionsAndGetsNoMore() throws Exception {
    health.set(DRAINING);
    assertThat(check(node.port(), other.port())).isEqualTo(NOTHING_NEW);
    healthOfOther.set(UNFIT);
    assertThat(check(node.port(), other.port())).isEqualTo(NOTHING_NEW);
  }

  @Test
  void whoAnswersNothingIsTakenOut() throws Exception {
    health.set(UNFIT);
    assertThat(check(node.port())).isEqualTo(TAKEN_OUT);
    int port = node.port();
    node.close();
    assertThat(check(port)).isEqualTo(TAKEN_OUT);
  }

  @Test
  void whoIsFrozenIsTakenOut() throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();
      assertThat(check(frozen.getLocalPort(), other.port())).isEqualTo(TAKEN_OUT);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void theLastResortGetsNothingWhileAnotherIsWell() throws Exception {
    health.set(WITHOUT_DATABASE);
    assertThat(check(node.port(), other.port())).isEqualTo(NOTHING_NEW);
    healthOfOther.set(DRAINING);
    assertThat(check(node.port(), other.port())).isEqualTo(GETS_CONNECTIONS);
    healthOfOther.set(WITHOUT_DATABASE);
    assertThat(check(node.port(), other.port())).isEqualTo(GETS_CONNECTIONS);
    int port = other.port();
    other.close();
    assertThat(check(node.port(), port)).isEqualTo(GETS_CONNECTIONS);
    assertThat(check(node.port())).isEqualTo(GETS_CONNECTIONS);
  }

  @Test
  void oneThatIsWellIsEnoughAmongOthersThatDoNotAnswer() throws Exception {
    health.set(WITHOUT_DATABASE);
    try (ServerSocket frozen = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(check(node.port(), frozen.getLocalPort(), other.port())).isEqualTo(NOTHING_NEW);
    }
  }
}
