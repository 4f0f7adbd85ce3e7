// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.ClusterDeployment;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Outcome;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.TestGrid;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators let wait, by {@code bora cluster pause} and {@code resume}. */
public abstract class PauseTests extends DeployedTests {

  private static final List<String> AREA = List.of("--area", "testvo");
  private static final List<String> USER = List.of("--user", TestGrid.ALICE);

  private static final String SAID_OF_AREA =
      "Storage area testvo is paused by its operators, try again later";

  private static final TReturnStatus AREA_PAUSED =
      new TReturnStatus(TStatusCode.SRM_INTERNAL_ERROR, SAID_OF_AREA);

  private static final TReturnStatus USER_PAUSED =
      new TReturnStatus(
          TStatusCode.SRM_INTERNAL_ERROR,
          "Your work is paused by the operators of this server, try again later");

  /** Of a directory that is there, when nothing is paused. */
  private static final TStatusCode IS_THERE = TStatusCode.SRM_DUPLICATION_ERROR;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Both backends have looked for work twice. */
  private static final Duration LOOKS = Duration.ofMillis(2500);

  private final ClusterDeployment cluster;
  private final Transfers transfers = new Transfers(aliceSrm);
  private final List<SrmClient> atEachFrontend = new ArrayList<>();
  private List<String> paused = List.of();

  protected PauseTests(ClusterDeployment cluster) throws Exception {
    super(cluster);
    this.cluster = cluster;
  }

  @BeforeEach
  void call() throws Exception {
    for (int _ : cluster.ports()) {
      atEachFrontend.add(cluster.srm("alice-voms", Transport.HTTPG));
    }
  }

  @AfterEach
  void resume() throws Exception {
    if (!paused.isEmpty()) {
      operate("resume", paused);
      paused = List.of();
      for (SrmClient srm : atEachFrontend) {
        awaitMkdir(srm, IS_THERE);
      }
    }
  }

  @AfterEach
  void hangUpEach() throws Exception {
    for (SrmClient srm : atEachFrontend) {
      srm.close();
    }
  }

  private void operate(String what, List<String> words) {
    BoraCommand.brief("cluster", what, "--site", cluster.siteFile().toString())
        .and(words.toArray(String[]::new))
        .run()
        .succeeded();
  }

  /** Returns when all frontends know; backends look with every claim. */
  private void pause(List<String> whose, String... options) throws Exception {
    paused = whose;
    operate("pause", Stream.concat(whose.stream(), Stream.of(options)).toList());
    for (SrmClient srm : atEachFrontend) {
      awaitMkdir(srm, TStatusCode.SRM_INTERNAL_ERROR);
    }
  }

  private void awaitMkdir(SrmClient srm, TStatusCode wanted) throws IOException {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (mkdir(srm, surl("")).statusCode() != wanted && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(mkdir(srm, surl("")).statusCode()).isEqualTo(wanted);
  }

  private static TReturnStatus mkdir(SrmClient srm, String surl) throws IOException {
    return srm.call(new SrmMkdirRequest(null, surl, null), SrmMkdirResponse.class).returnStatus();
  }

  private void assertStaysQueued(String put, String get) throws IOException {
    long end = System.nanoTime() + LOOKS.toNanos();
    do {
      assertThat(transfers.statusOfPut(put).status().statusCode())
          .isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
      assertThat(transfers.statusOfGet(get).status().statusCode())
          .isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    } while (System.nanoTime() < end);
  }

  private void assertWorks(String proxy, String parent) throws Exception {
    String name = parent + "/" + UUID.randomUUID();
    // one for each frontend
    for (int port : cluster.ports()) {
      try (SrmClient other = cluster.srm(proxy, Transport.HTTPG)) {
        Transfers theirs = new Transfers(other);
        String surl = cluster.surl(name + "-" + port);
        Prepared put = theirs.prepareToPut(surl, null, null, "https");
        assertThat(put.status().statusCode()).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
        assertThat(theirs.abort(put.requireToken()).statusCode())
            .isEqualTo(TStatusCode.SRM_SUCCESS);
        assertThat(mkdir(other, surl).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
      }
    }
  }

  private void assertIsUploadedAndDone(Prepared put, String name) throws Exception {
    Path source = source(1000);
    alice.curl("--fail", "-T", source.toString(), put.requireTurl()).run().succeeded();
    assertThat(transfers.putDone(put.requireToken(), surl(name)).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(digest(disk(name))).isEqualTo(digest(source));
  }

  /** What has begun ends, what is new waits, others notice nothing, and then all goes on. */
  private void assertWaits(List<String> whose, String proxyOfOthers, String place)
      throws Exception {
    Leftovers leftovers = leftoversBefore();
    Files.writeString(disk("there"), "1234567890");
    Prepared begun = transfers.prepareToPut(surl("begun"), 1000L, null, "https");
    Prepared given = transfers.prepareToPut(surl("given"), 1000L, null, "https");
    Prepared pinned = transfers.prepareToGet(surl("there"), "https");
    pause(whose);
    String put = transfers.beginPut(List.of(surl("new")), "https");
    String get = transfers.beginGet(List.of(surl("there")), "https");

    assertIsUploadedAndDone(begun, "begun");
    assertThat(transfers.abort(given.requireToken()).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    alice.curl("--fail", pinned.requireTurl()).run().succeeded();
    assertThat(transfers.release(pinned.requireToken(), surl("there")).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertWorks(proxyOfOthers, place);
    assertStaysQueued(put, get);

    resume();
    Prepared late = transfers.awaitPut(put);
    assertThat(late.status().statusCode()).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
    assertIsUploadedAndDone(late, "new");
    assertThat(transfers.awaitGet(get).status().statusCode())
        .isEqualTo(TStatusCode.SRM_FILE_PINNED);
    assertThat(transfers.release(get, surl("there")).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    leftovers.assertNone();
  }

  @Test
  void newWorkOfAnAreaWaits() throws Exception {
    assertWaits(AREA, "bob-voms", "/othervo");
  }

  @Test
  void newWorkOfAUserWaits() throws Exception {
    assertWaits(USER, "bob-testvo", directory);
  }

  private void assertRefuses(List<String> whose, TReturnStatus refusal) throws Exception {
    Files.writeString(disk("there"), "1234567890");
    Prepared begun = transfers.prepareToPut(surl("begun"), 1000L, null, "https");
    pause(whose, "--refuse");
    for (SrmClient srm : atEachFrontend) {
      Transfers each = new Transfers(srm);
      assertThat(each.prepareToPut(surl("new"), null, null, "https"))
          .isEqualTo(new Prepared(null, refusal, null));
      assertThat(each.prepareToGet(surl("there"), "https"))
          .isEqualTo(new Prepared(null, refusal, null));
      assertThat(mkdir(srm, surl("made"))).isEqualTo(refusal);
    }
    assertIsUploadedAndDone(begun, "begun");
    resume();
    assertIsUploadedAndDone(transfers.prepareToPut(surl("new"), null, null, "https"), "new");
  }

  @Test
  void newRequestsForAnAreaAreRefusedIfWanted() throws Exception {
    assertRefuses(AREA, AREA_PAUSED);
  }

  @Test
  void newRequestsOfAUserAreRefusedIfWanted() throws Exception {
    assertRefuses(USER, USER_PAUSED);
  }

  @Test
  void changesThatCannotWaitAreRefusedAndListsAreServed() throws Exception {
    Files.writeString(disk("file"), "kept");
    Files.createDirectory(disk("directory"));
    pause(AREA);
    assertThat(operatorsView()).containsPattern("(?m)^area +testvo +PAUSE ");
    for (SrmClient srm : atEachFrontend) {
      assertThat(mkdir(srm, surl("made"))).isEqualTo(AREA_PAUSED);
      assertThat(rm(srm)).isEqualTo(AREA_PAUSED);
      assertThat(
              srm.call(
                      new SrmRmdirRequest(null, surl("directory"), null, null),
                      SrmRmdirResponse.class)
                  .returnStatus())
          .isEqualTo(AREA_PAUSED);
      assertThat(
              srm.call(
                      new SrmMvRequest(null, surl("file"), surl("moved"), null),
                      SrmMvResponse.class)
                  .returnStatus())
          .isEqualTo(AREA_PAUSED);
      assertThat(
              srm.call(
                      new SrmLsRequest(
                          null, List.of(surl("")), null, null, null, null, null, null, null),
                      SrmLsResponse.class)
                  .returnStatus()
                  .statusCode())
          .isEqualTo(TStatusCode.SRM_SUCCESS);
    }
    try (Stream<Path> entries = Files.list(disk(""))) {
      assertThat(entries).containsExactlyInAnyOrder(disk("file"), disk("directory"));
    }
    resume();
    assertThat(rm(aliceSrm).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
  }

  private TReturnStatus rm(SrmClient srm) throws IOException {
    SrmRmResponse answer =
        srm.call(new SrmRmRequest(null, List.of(surl("file")), null), SrmRmResponse.class);
    return Objects.requireNonNull(answer.arrayOfFileStatuses(), answer::toString)
        .getFirst()
        .status();
  }

  private String operatorsView() {
    return BoraCommand.brief("cluster", "--site", cluster.siteFile().toString())
        .run()
        .succeeded()
        .output();
  }

  @Test
  void gfal2WaitsUntilItIsResumed() throws Exception {
    pause(AREA);
    Path source = source(1000);
    CompletableFuture<Outcome> copy =
        CompletableFuture.supplyAsync(
            () -> alice.run("gfal-copy", url(source), surl("copied")),
            task -> Thread.ofVirtual().start(task));
    awaitAnswer("srmPrepareToPut", "copied", TStatusCode.SRM_REQUEST_QUEUED);
    assertThat(alice.run("gfal-mkdir", surl("made")).failed().all()).contains(SAID_OF_AREA);
    assertThat(copy).isNotDone();
    resume();
    copy.get().succeeded();
    assertThat(digest(disk("copied"))).isEqualTo(digest(source));
    assertThat(disk("made")).doesNotExist();
  }

  /** Waits for a line of the frontends' access logs. */
  private void awaitAnswer(String operation, String name, TStatusCode status) throws IOException {
    String wanted =
        ".* operation=%s .*%s\" .*status=%s .*".formatted(operation, path(name), status);
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!isLogged(wanted)) {
      assertThat(System.nanoTime()).as("waited in vain for %s", wanted).isLessThan(limit);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private boolean isLogged(String line) throws IOException {
    try (Stream<Path> logs = Files.list(cluster.logs())) {
      for (Path log :
          logs.filter(each -> each.getFileName().toString().startsWith("frontend-")).toList()) {
        try (Stream<String> lines = Files.lines(log)) {
          if (lines.anyMatch(one -> one.matches(line))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
