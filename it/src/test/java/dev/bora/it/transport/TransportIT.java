// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bora.it.harness.Client;
import dev.bora.it.harness.DelegatingClient;
import dev.bora.it.harness.DelegatingClient.Delegation;
import dev.bora.it.harness.Outcome;
import dev.bora.it.harness.TestGrid;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmSetPermissionRequest;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** gfal2, ARC, Globus and curl over httpg and https, with every kind of credential. */
class TransportIT {

  private static final String PING =
      new String(new SoapCodec().writeRequest(new SrmPingRequest(null)), StandardCharsets.UTF_8);

  /** ARC refuses to show these: its OpenSSL knows no proxies older than RFC 3820. */
  private static final Set<String> OLD_PROXIES = Set.of("alice-legacy", "alice-draft");

  @TempDir static Path folder;
  private static TestGrid grid;
  private static CannedServer server;
  private static DelegatingClient delegating;

  @BeforeAll
  static void start() throws Exception {
    grid = TestGrid.get();
    server = CannedServer.start(grid, Duration.ofMinutes(5));
    delegating = DelegatingClient.compile(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.drain();
  }

  private static Client client(String proxy) throws Exception {
    return Client.of(grid, proxy, folder);
  }

  // --- what each client can do ------------------------------------------------------------------

  @Test
  void gfalLists() throws Exception {
    Outcome listing = client("alice-voms").run("gfal-ls", "-l", server.surl("")).succeeded();
    assertThat(listing.lines()).hasSize(3).allSatisfy(line -> assertThat(line).contains(" 7 "));
    assertThat(listing.output()).contains("one.dat", "two dat", "three%20#?&.dat");
    assertThat(server.drain())
        .allSatisfy(call -> assertThat(call.request()).isInstanceOf(SrmLsRequest.class));
  }

  @Test
  void gfalShowsTheExplanationOfAnError() throws Exception {
    Outcome listing = client("alice-voms").run("gfal-stat", server.surl("/none")).failed();
    assertThat(listing.exit()).isEqualTo(2);
    assertThat(listing.all()).contains("/testvo/none: No such file or directory");
  }

  @Test
  void gfalSaysThatSomethingIsNotSupported() throws Exception {
    Outcome change =
        client("alice-voms").run("gfal-chmod", "640", server.surl("/one.dat")).failed();
    assertThat(change.all()).contains("Operation not supported");
    assertThat(server.drain())
        .anySatisfy(call -> assertThat(call.request()).isInstanceOf(SrmSetPermissionRequest.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";protocol=tls"})
  void arcPingsAndLists(String options) throws Exception {
    String url = "srm://localhost:%d%s/srm/managerv2?SFN=/testvo".formatted(server.port(), options);
    Outcome listing = client("alice-voms").run("arcls", "-l", url).succeeded();
    assertThat(listing.output()).contains("one.dat", "two dat");
    List<CannedServer.Call> calls = server.drain();
    assertThat(calls.getFirst().request()).isInstanceOf(SrmPingRequest.class);
    assertThat(calls)
        .allSatisfy(call -> {
          assertThat(call.scheme()).isEqualTo(options.isEmpty() ? "httpg" : "https");
          assertThat(call.identity().vo()).isEqualTo("testvo");
        });
  }

  @Test
  void curlPostsSoap() throws Exception {
    Outcome reply = post("alice-voms").succeeded();
    assertThat(reply.output()).contains("<versionInfo>v2.2</versionInfo>", TestGrid.ALICE);
  }

  @ParameterizedTest
  @EnumSource(Delegation.class)
  void globusDelegates(Delegation delegation) throws Exception {
    Outcome reply =
        delegating
            .post(client("alice-voms"), server.port(), delegation, "/srm/managerv2", PING)
            .succeeded();
    assertThat(reply.errors())
        .contains("delegated: " + (delegation == Delegation.NONE ? "no" : "yes"));
    assertThat(reply.output()).contains("HTTP/1.1 200", "<versionInfo>v2.2</versionInfo>");
  }

  @ParameterizedTest
  @EnumSource(
      value = Delegation.class,
      names = "FULL",
      mode = EnumSource.Mode.EXCLUDE) // Globus itself refuses to make a full proxy of a limited one
  void globusDelegatesLimitedProxies(Delegation delegation) throws Exception {
    assertThat(
            delegating
                .post(client("alice-limited"), server.port(), delegation, "/srm/managerv2", PING)
                .succeeded()
                .output())
        .contains("HTTP/1.1 200");
  }

  // --- who is let in, and as whom ---------------------------------------------------------------

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("alice-plain", TestGrid.ALICE, null, List.of()),
        arguments("alice-limited", TestGrid.ALICE, null, List.of()),
        arguments("alice-legacy", TestGrid.ALICE, null, List.of()),
        arguments("alice-draft", TestGrid.ALICE, null, List.of()),
        arguments("alice-voms", TestGrid.ALICE, "testvo", List.of("/testvo")),
        arguments(
            "alice-production",
            TestGrid.ALICE,
            "testvo",
            List.of("/testvo/Role=production", "/testvo")),
        arguments("alice-forged", TestGrid.ALICE, null, List.of()),
        arguments("alice-unknownvo", TestGrid.ALICE, null, List.of()),
        arguments("bob-voms", TestGrid.BOB, "othervo", List.of("/othervo")));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void proxyIsAccepted(String proxy, String dn, String vo, List<String> fqans) throws Exception {
    client(proxy).run("gfal-stat", server.surl("/one.dat")).succeeded();
    if (!OLD_PROXIES.contains(proxy)) {
      client(proxy).run("arcls", server.surl("/one.dat")).succeeded();
    }
    assertThat(server.drain())
        .isNotEmpty()
        .allSatisfy(call -> {
          assertThat(call.identity().dn()).isEqualTo(dn);
          assertThat(call.identity().vo()).isEqualTo(vo);
          assertThat(call.identity().fqans()).isEqualTo(fqans);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mallory-plain",
        "mallory-voms",
        "eve-plain",
        "alice-expired",
        "carol-certificate"
      })
  void credentialIsRefused(String proxy) throws Exception {
    // curl is the one that does not look at its own credential first: the server must refuse it
    Outcome posted = post(proxy).failed();
    assertThat(posted.errors()).containsIgnoringCase("alert");
    assertThat(client(proxy).run("gfal-stat", server.surl("/one.dat")).exit()).isPositive();
    assertThat(client(proxy).run("arcls", server.surl("/one.dat")).exit()).isPositive();
    assertThat(server.drain()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mallory-plain", "eve-plain"})
  void globusClientIsToldOfTheRefusal(String proxy) throws Exception {
    Outcome stat = client(proxy).run("gfal-stat", server.surl("/one.dat")).failed();
    assertThat(stat.exit()).isEqualTo(70);
    assertThat(stat.all()).contains("alert cert"); // which gfal cuts off there
    Outcome delegated =
        delegating.post(client(proxy), server.port(), Delegation.FULL, "/srm/managerv2", PING);
    assertThat(delegated.failed().errors()).contains("alert certificate");
    assertThat(server.drain()).isEmpty();
  }

  @Test
  void nobodyIsRefused() throws Exception {
    Client someone = client("alice-voms");
    Outcome posted =
        someone
            .command(
                "curl",
                "--silent",
                "--show-error",
                "--capath",
                grid.certificates().toString(),
                "--data",
                PING,
                endpoint())
            .run()
            .failed();
    assertThat(posted.errors()).containsIgnoringCase("alert");
    assertThat(server.drain()).isEmpty();
  }

  // --- connections ------------------------------------------------------------------------------

  @Test
  @Timeout(60)
  void callAfterAnIdleCloseWorks() throws Exception {
    try (CannedServer impatient = CannedServer.start(grid, Duration.ofMillis(500))) {
      Process process =
          client("alice-voms")
              .python("stat_twice.py", impatient.surl("/one.dat"))
              .builder()
              .redirectError(folder.resolve("idle.err").toFile())
              .start();
      try (Writer input = process.outputWriter();
          BufferedReader output = process.inputReader()) {
        for (int round = 0; round < 3; round++) {
          assertThat(output.readLine())
              .as(() -> "call, then " + folder.resolve("idle.err"))
              .isEqualTo("7");
          awaitNoConnection(impatient);
          input.write("again\n");
          input.flush();
        }
        assertThat(output.readLine()).isEqualTo("7");
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertThat(Files.readString(folder.resolve("idle.err"))).isEmpty();
    }
  }

  private static void awaitNoConnection(CannedServer impatient) {
    long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!impatient.connector.getConnectedEndPoints().isEmpty() && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    assertThat(impatient.connector.getConnectedEndPoints()).isEmpty();
  }

  private static String endpoint() {
    return "https://localhost:%d/srm/managerv2".formatted(server.port());
  }

  private static Outcome post(String proxy) throws Exception {
    return client(proxy)
        .curl("--header", "Content-Type: text/xml; charset=utf-8", "--data", PING, endpoint())
        .run();
  }
}
