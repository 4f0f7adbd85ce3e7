// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests stand on. */
class HarnessIT {

  @TempDir static Path folder;
  private static TestGrid grid;

  @BeforeAll
  static void makeGrid() {
    grid = TestGrid.get();
  }

  @Test
  void commandsGetNoEnvironmentOfOurs() {
    assertThat(Command.of("env").run().succeeded().lines())
        .allSatisfy(line -> assertThat(line).matches("(PATH|LC_ALL|PWD|SHLVL|_)=.*"));
  }

  @Test
  void commandsThatHangAreKilled() {
    Command hanging =
        Command.of("sh", "-c", "echo started; exec sleep 60").within(Duration.ofMillis(300));
    assertThatThrownBy(hanging::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("started");
  }

  @Test
  void gridHasWhatItSays() throws Exception {
    Path authority;
    try (var files = Files.list(grid.certificates())) {
      authority = files.filter(file -> file.toString().endsWith(".0")).findFirst().orElseThrow();
    }
    Path revocations = Path.of(authority.toString().replaceAll("0$", "r0"));
    String[] verify = {
      "openssl",
      "verify",
      "-allow_proxy_certs",
      "-crl_check",
      "-CAfile",
      authority.toString(),
      "-CRLfile",
      revocations.toString()
    };
    Path users = grid.gridmap().resolveSibling("users");
    for (String good : new String[] {"alice", "bob"}) {
      Command.of(verify).and(users.resolve(good + "/usercert.pem").toString()).run().succeeded();
    }
    Command.of(verify).and(grid.hostCertificate().toString()).run().succeeded();
    assertThat(verify(verify, users, "mallory")).contains("certificate revoked");
    assertThat(verify(verify, users, "carol")).contains("certificate has expired");
    assertThat(verify(verify, users, "eve")).contains("unable to get local issuer certificate");
  }

  private static String verify(String[] verify, Path users, String who) {
    return Command.of(verify)
        .and(users.resolve(who + "/usercert.pem").toString())
        .run()
        .failed()
        .all();
  }

  @Test
  void gridFtpServerWorksAsTheMappedUser() throws Exception {
    Path open = Files.createTempDirectory("bora-it");
    Path data = Files.createDirectory(open.resolve("data"));
    Command.of("chmod", "755", open.toString()).run().succeeded();
    Command.of("setfacl", "-m", "u:boraalice:rwx", data.toString()).run().succeeded();
    try (GridFtpServer server = GridFtpServer.start(grid, folder)) {
      Path source = Files.writeString(folder.resolve("source"), "some bytes");
      String url = "gsiftp://localhost:%d%s".formatted(server.port(), data.resolve("file"));
      Client alice = Client.of(grid, "alice-voms", folder);
      alice.run("gfal-copy", "file://" + source, url).succeeded();
      assertThat(Files.getOwner(data.resolve("file")).getName()).isEqualTo("boraalice");
      alice.run("gfal-copy", url, "file://" + folder.resolve("back")).succeeded();
      assertThat(folder.resolve("back")).hasContent("some bytes");
      Client bob = Client.of(grid, "bob-voms", folder);
      // a name of its own: gfal-copy -f aborts (SIGABRT) when it may not remove what is there; and
      // its status is no matter, as a refusal that comes before the first write confuses Globus
      bob.run("gfal-copy", "file://" + source, url + "2").failed();
      assertThat(bob.run("gfal-mkdir", url + "3").failed().exit()).isEqualTo(13);
      try (var files = Files.list(data)) {
        assertThat(files).containsExactly(data.resolve("file"));
      }
    } finally {
      Command.of("rm", "-r", open.toString()).run();
    }
  }

  @Test
  void relayIsSlowAndCuts() throws Exception {
    Path served = Files.createDirectory(folder.resolve("served"));
    Files.write(served.resolve("file"), new byte[400_000]);
    int port = Ports.free();
    Command server =
        Command.of(
                "python3",
                "-u",
                "-m",
                "http.server",
                "--bind",
                "127.0.0.1",
                "--directory",
                served.toString(),
                String.valueOf(port))
            .within(Duration.ofSeconds(20));
    try (Daemon http =
            Daemon.start(
                server, folder.resolve("http.out"), Pattern.compile("Serving HTTP on .*"));
        TcpRelay relay = TcpRelay.to(port)) {
      assertThat(http.handle().isAlive()).isTrue();
      Command fetch =
          Command.of(
              "curl", "-sS", "-o", "/dev/null", "http://localhost:%d/file".formatted(relay.port()));
      assertThat(fetch.run().succeeded().took()).isLessThan(Duration.ofSeconds(1));
      assertThat(relay.passed()).isGreaterThan(400_000);
      relay.slowDownTo(200_000);
      Outcome slow = fetch.run().succeeded();
      assertThat(slow.took()).isBetween(Duration.ofMillis(1800), Duration.ofSeconds(10));
      relay.slowDownTo(20_000);
      long before = relay.passed();
      relay.cutAfter(10_000);
      assertThat(fetch.run().failed().errors()).contains("curl:");
      assertThat(relay.passed() - before).isBetween(10_000L, 100_000L);
    }
  }
}
