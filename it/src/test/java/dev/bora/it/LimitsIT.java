// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmAbortFilesRequest;
import dev.bora.srm.types.SrmAbortFilesResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of a user as users meet them: one may have six files, one in progress, two TURLs. */
class LimitsIT {
  private static final String LIMITS =
      """
        surls-per-request: 6

      admission:
        put: {max-requests-per-user: 6, max-inprogress-per-user: 1, max-transfers-per-user: 2}
      """;

  /** Ten times the interval at which backends look for work. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static Cluster cluster;

  private final List<String> tokens = new ArrayList<>();
  private SrmClient alice;
  private Transfers puts;
  @TempDir private Path desk;

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.start("limits", ClusterShape.quick(2, 2).withMore(LIMITS));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static ClusterNode frontend(int which) {
    return cluster.frontends().get(which);
  }

  private static String surl(String name) {
    return "srm://localhost:%d/srm/managerv2?SFN=/testvo/%s".formatted(frontend(1).port(), name);
  }

  @BeforeEach
  void call() throws Exception {
    alice = cluster.srm("alice-voms", Transport.HTTPG, frontend(0));
    puts = new Transfers(alice);
  }

  @AfterEach
  void giveBack() throws Exception {
    for (String token : tokens) {
      puts.abort(token);
    }
    alice.close();
  }

  private static List<String> surls(String... names) {
    return Arrays.stream(names).map(LimitsIT::surl).toList();
  }

  private String accepted(String... names) throws IOException {
    String token = puts.beginPut(surls(names), "https");
    tokens.add(token);
    return token;
  }

  private List<TPutRequestFileStatus> files(String token) throws IOException {
    return Objects.requireNonNull(
        alice
            .call(
                new SrmStatusOfPutRequestRequest(token, null, null),
                SrmStatusOfPutRequestResponse.class)
            .arrayOfFileStatuses());
  }

  private Map<TStatusCode, Long> codes(String token) throws IOException {
    return files(token).stream()
        .collect(Collectors.groupingBy(file -> file.status().statusCode(), Collectors.counting()));
  }

  private void awaitCodes(String token, Map<TStatusCode, Long> wanted) throws IOException {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!codes(token).equals(wanted) && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(codes(token)).isEqualTo(wanted);
  }

  private void abortOneWithTurl(String token) throws IOException {
    String surl =
        files(token).stream()
            .filter(file -> file.transferURL() != null)
            .findFirst()
            .orElseThrow()
            .SURL();
    alice.call(new SrmAbortFilesRequest(token, List.of(surl), null), SrmAbortFilesResponse.class);
  }

  @Test
  void whatIsBeyondThemWaitsInItsPlaceAndOthersDoNot() throws Exception {
    String token = accepted("a1", "a2", "a3", "a4");
    awaitCodes(
        token,
        Map.of(
            TStatusCode.SRM_SPACE_AVAILABLE,
            2L,
            TStatusCode.SRM_REQUEST_INPROGRESS,
            1L,
            TStatusCode.SRM_REQUEST_QUEUED,
            1L));

    try (SrmClient bob = cluster.srm("bob-testvo", Transport.HTTPG, frontend(1))) {
      Transfers its = new Transfers(bob);
      Transfers.Prepared ready = its.prepareToPut(surl("b1"), null, null, "https");
      assertThat(ready.status().statusCode()).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
      its.abort(ready.requireToken());
    }

    abortOneWithTurl(token);
    awaitCodes(
        token,
        Map.of(
            TStatusCode.SRM_ABORTED,
            1L,
            TStatusCode.SRM_SPACE_AVAILABLE,
            2L,
            TStatusCode.SRM_REQUEST_INPROGRESS,
            1L));
    abortOneWithTurl(token);
    awaitCodes(token, Map.of(TStatusCode.SRM_ABORTED, 2L, TStatusCode.SRM_SPACE_AVAILABLE, 2L));
  }

  @Test
  void whatIsTooMuchIsRefusedUntilThereIsRoom() throws Exception {
    String token = accepted("c1", "c2", "c3", "c4");
    TReturnStatus refusal = puts.askToPut(surls("c5", "c6", "c7"), "https").returnStatus();
    assertThat(refusal.statusCode()).isEqualTo(TStatusCode.SRM_INTERNAL_ERROR);
    assertThat(refusal.explanation())
        .contains("takes 6 files to put from one user at a time, try again later");
    puts.abort(token);
    awaitCodes(token, Map.of(TStatusCode.SRM_ABORTED, 4L));
    accepted("c5", "c6", "c7");
  }

  @Test
  void gfal2WaitsForItsTurn() throws Exception {
    String token = accepted("d1", "d2");
    awaitCodes(token, Map.of(TStatusCode.SRM_SPACE_AVAILABLE, 2L));
    Path source = Files.writeString(desk.resolve("source"), "waits");
    Command copy =
        cluster.client("alice-voms").command("gfal-copy", source.toUri().toString(), surl("d3"));
    CompletableFuture<Void> done = CompletableFuture.runAsync(() -> copy.run().succeeded());
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!waits("d3") && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(waits("d3")).isTrue();
    assertThat(done).isNotDone();
    puts.abort(token);
    done.get();
    assertThat(cluster.root().resolve("d3")).hasContent("waits");
  }

  /** Whether a put of a file waits for a TURL. */
  private static boolean waits(String name) throws Exception {
    try (var database = cluster.database();
        var statement =
            database.prepareStatement(
                "SELECT COUNT(*) FROM request_file WHERE path = ? AND state = 'QUEUED' AND status = 'SRM_REQUEST_INPROGRESS'")) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1) == 1;
      }
    }
  }
}
