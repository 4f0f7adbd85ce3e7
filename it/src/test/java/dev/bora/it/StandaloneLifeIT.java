// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Daemon;
import dev.bora.it.harness.Outcome;
import dev.bora.it.harness.Ports;
import dev.bora.it.harness.Workplace;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a newcomer does with {@code bora standalone}, and what goes wrong then. */
class StandaloneLifeIT {

  private static Workplace workplace;
  private static Path folder;
  private static int port;

  @BeforeAll
  static void choose() throws Exception {
    workplace = Workplace.make("standalone-life");
    folder = workplace.folder().resolve("bora");
    port = Ports.freePair();
  }

  @AfterAll
  static void clean() {
    workplace.close();
  }

  private static Daemon start() {
    return BoraCommand.start(
        workplace.logs().resolve("standalone.log"),
        "standalone",
        "--dir",
        folder.toString(),
        "--port",
        String.valueOf(port));
  }

  private static Outcome again(Path where, int which) {
    return BoraCommand.of("standalone", "--dir", where.toString(), "--port", String.valueOf(which))
        .within(Duration.ofMinutes(1))
        .run()
        .failed();
  }

  /** Runs a command in the environment of env.sh, as the user of the folder. */
  private static Outcome user(String... words) {
    return Command.of("sh", "-c", ". \"$0\" && exec \"$@\"", folder.resolve("env.sh").toString())
        .and(words)
        .with(java.util.Map.of("HOME", workplace.logs().toString()))
        .run();
  }

  private static Outcome bora(String... words) {
    return user(BoraCommand.of(words).words().toArray(String[]::new));
  }

  private static String surl(String name) {
    return "srm://localhost:%d/testvo/%s".formatted(port, name);
  }

  @Test
  void dataOutliveStopsAndKills() throws Exception {
    Path source = Files.writeString(workplace.folder().resolve("source"), "kept between runs");
    try (Daemon first = start()) {
      assertThat(first.output()).contains("gfal-ls", "gfal-copy", "bora srm", "X509_USER_PROXY");
      bora("srm", "ping", surl("")).succeeded();
      bora("srm", "mkdir", surl("dir")).succeeded();
      bora("srm", "put", source.toString(), surl("dir/file")).succeeded();
      assertThat(user("gfal-ls", surl("dir")).succeeded().lines()).containsExactly("file");
      assertThat(bora("srm", "ls", surl("dir")).succeeded().output()).contains("file");

      assertThat(again(folder, port).all())
          .contains("another bora standalone", folder.toString(), "running");
      assertThat(first.stop()).isZero();
    }

    long before = System.nanoTime();
    Daemon second = start();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    second.handle().destroyForcibly();
    second.handle().onExit().get(10, TimeUnit.SECONDS);

    try (Daemon third = start()) {
      assertThat(third.handle().isAlive()).isTrue();
      Path back = workplace.folder().resolve("back");
      bora("srm", "get", surl("dir/file"), back.toString()).succeeded();
      assertThat(back).hasContent("kept between runs");
      bora("srm", "put", source.toString(), surl("dir/other")).succeeded();
      bora("srm", "rm", surl("dir/file")).succeeded();
      assertThat(bora("srm", "ls", surl("dir/file")).failed().all())
          .contains("No such file or directory");
    }
  }

  @Test
  void portInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again(workplace.folder().resolve("other"), taken.getLocalPort()).all())
          .contains("port " + taken.getLocalPort(), "Address already in use");
    }
  }

  @Test
  void unusableFolder() throws Exception {
    Path file = Files.createFile(workplace.folder().resolve("file"));
    assertThat(again(file, port).all()).contains(file.toString()).containsIgnoringCase("directory");
  }
}
