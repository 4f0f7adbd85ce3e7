// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Command;
import dev.bora.rpc.health.Health;
import dev.bora.rpc.health.HealthServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in for {@code bora-check} in user-mode kernels says what that says. */
class StandInIT {
  private static final List<Health> STATES =
      List.of(
          new Health.Well(Map.of()),
          new Health.Draining(List.of("it drains")),
          new Health.Unwell(List.of("no database"), true),
          new Health.Unwell(List.of("it does not fit"), false));

  @TempDir private Path folder;
  private Path script;
  private Path program;

  private void build() throws Exception {
    script = folder.resolve("bora-check");
    try (InputStream in = Health.class.getResourceAsStream("/dev/bora/lvs/bora-check")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    program = folder.resolve("stand-in");
    String source = Checkout.file("it/lab/director/bora-check.c").toString();
    Command.of("gcc", "-Wall", "-Werror", "-o", program.toString(), source).run().succeeded();
  }

  private static int exit(Command command, int... ports) {
    List<String> words = new ArrayList<>(List.of("1", "100"));
    for (int port : ports) {
      words.add("127.0.0.1:" + port);
    }
    return command.and(words.toArray(String[]::new)).run().exit();
  }

  private int both(int... ports) {
    int told = exit(Command.of("sh", script.toString()), ports);
    assertThat(exit(Command.of(program.toString()), ports)).isEqualTo(told);
    return told;
  }

  @Test
  void bothSayTheSame() throws Exception {
    build();
    AtomicReference<Health> health = new AtomicReference<>(STATES.getFirst());
    AtomicReference<Health> healthOfOther = new AtomicReference<>(STATES.getFirst());
    List<Integer> told = new ArrayList<>();
    try (HealthServer node = HealthServer.start("127.0.0.1", 0, health::get);
        HealthServer other = HealthServer.start("127.0.0.1", 0, healthOfOther::get);
        ServerSocket frozen = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      for (Health one : STATES) {
        health.set(one);
        told.add(both(node.port()));
        for (Health another : STATES) {
          healthOfOther.set(another);
          told.add(both(node.port(), other.port()));
        }
      }
      told.add(both(frozen.getLocalPort(), other.port()));
      told.add(both(1));
    }
    assertThat(told).contains(1, 2, 102);
  }
}
