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
import dev.bora.srm.types.SrmStatusOfGetRequestRequest;
import dev.bora.srm.types.SrmStatusOfGetRequestResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TGetRequestFileStatus;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits as users meet them: one may put six files, one in progress and two with TURLs, all
 * together eight; and get six files, two of them pinned.
 */
class LimitsIT {
  private static final String LIMITS =
      """
        surls-per-request: 6

      admission:
        put: {max-requests: 8, max-requests-per-user: 6, max-inprogress-per-user: 1, max-transfers-per-user: 2}
        get: {max-requests-per-user: 6, max-transfers-per-user: 2}
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

  private void awaitCodes(String token, Map<TStatusCode, Long> wanted) throws Exception {
    await(() -> codes(token), wanted);
  }

  private static void await(Callable<Map<TStatusCode, Long>> codes, Map<TStatusCode, Long> wanted)
      throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!codes.call().equals(wanted) && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(codes.call()).isEqualTo(wanted);
  }

  private List<TGetRequestFileStatus> gets(String token) throws IOException {
    return Objects.requireNonNull(
        alice
            .call(
                new SrmStatusOfGetRequestRequest(token, null, null),
                SrmStatusOfGetRequestResponse.class)
            .arrayOfFileStatuses());
  }

  private void awaitGets(String token, Map<TStatusCode, Long> wanted) throws Exception {
    await(
        () ->
            gets(token).stream()
                .collect(
                    Collectors.groupingBy(
                        file -> file.status().statusCode(), Collectors.counting())),
        wanted);
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
  void whatIsTooMuchForTheSiteIsRefusedUnwritten() throws Exception {
    String token = accepted("e1", "e2", "e3", "e4", "e5", "e6");
    try (SrmClient bob = cluster.srm("bob-testvo", Transport.HTTPG, frontend(1))) {
      Transfers its = new Transfers(bob);
      var refusal = its.askToPut(surls("f1", "f2", "f3"), "https");
      assertThat(refusal.returnStatus())
          .isEqualTo(
              new TReturnStatus(
                  TStatusCode.SRM_INTERNAL_ERROR,
                  "Resource temporarily unavailable: this server takes 8 files to put at a time, try again later"));
      assertThat(refusal.requestToken()).isNull();
      assertThat(rows("TRUE", "f1", "f2", "f3")).isZero();
      String two = its.beginPut(surls("f1", "f2"), "https");
      try {
        puts.abort(token);
        awaitCodes(token, Map.of(TStatusCode.SRM_ABORTED, 6L));
        its.abort(its.beginPut(surls("f3"), "https"));
      } finally {
        its.abort(two);
      }
    }
  }

  @Test
  void pinsBeyondThemWaitAndGetsThatAreTooManyAreRefused() throws Exception {
    for (String name : List.of("g1", "g2", "g3", "g4", "g5")) {
      Files.writeString(cluster.root().resolve(name), name);
    }
    String token = puts.beginGet(surls("g1", "g2", "g3", "g4"), "https");
    tokens.add(token);
    awaitGets(
        token, Map.of(TStatusCode.SRM_FILE_PINNED, 2L, TStatusCode.SRM_REQUEST_INPROGRESS, 2L));
    assertThat(puts.askToGet(surls("g1", "g2", "g3"), "https").returnStatus())
        .isEqualTo(
            new TReturnStatus(
                TStatusCode.SRM_INTERNAL_ERROR,
                "Resource temporarily unavailable: this server takes 6 files to get from one user at a time, try again later"));
    try (SrmClient bob = cluster.srm("bob-testvo", Transport.HTTPG, frontend(1))) {
      Transfers its = new Transfers(bob);
      Transfers.Prepared pinned = its.prepareToGet(surl("g5"), "https");
      assertThat(pinned.status().statusCode()).isEqualTo(TStatusCode.SRM_FILE_PINNED);
      its.release(pinned.requireToken(), surl("g5"));
    }

    String surl =
        gets(token).stream()
            .filter(file -> file.transferURL() != null)
            .findFirst()
            .orElseThrow()
            .sourceSURL();
    assertThat(puts.release(token, surl).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    awaitGets(
        token,
        Map.of(
            TStatusCode.SRM_RELEASED,
            1L,
            TStatusCode.SRM_FILE_PINNED,
            2L,
            TStatusCode.SRM_REQUEST_INPROGRESS,
            1L));
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
    return rows("state = 'QUEUED' AND status = 'SRM_REQUEST_INPROGRESS'", name) == 1;
  }

  /** How many requests for these files there are of which this holds. */
  private static int rows(String condition, String... names) throws Exception {
    int count = 0;
    try (var database = cluster.database();
        var statement =
            database.prepareStatement(
                "SELECT COUNT(*) FROM request_file WHERE path = ? AND " + condition)) {
      for (String name : names) {
        statement.setString(1, name);
        try (var rows = statement.executeQuery()) {
          rows.next();
          count += rows.getInt(1);
        }
      }
    }
    return count;
  }
}
