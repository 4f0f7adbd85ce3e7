// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.deployment.ClusterShape.Storage;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Storage that fails, as users meet it: what may pass by itself is tried again, so often and no
 * more.
 */
class FailingStorageIT {

  private static final int RETRIES = 4;
  private static final String FOLDER = "far-away";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<TStatusCode> WAITING =
      List.of(TStatusCode.SRM_REQUEST_QUEUED, TStatusCode.SRM_REQUEST_INPROGRESS);
  private static final byte[] CONTENTS = {1, 2, 3};

  private static Cluster cluster;

  private SrmClient alice;
  private Transfers transfers;

  @BeforeAll
  static void start() throws Exception {
    ClusterShape shape =
        ClusterShape.quick(1, 1)
            .on(Storage.FAILING)
            .withQueue("retries: %d, retry-pause: 500ms".formatted(RETRIES));
    cluster = Cluster.start("failing-storage", shape);
    try (SrmClient srm = client()) {
      assertThat(
              srm.call(new SrmMkdirRequest(null, surl(""), null), SrmMkdirResponse.class)
                  .returnStatus()
                  .statusCode())
          .isEqualTo(TStatusCode.SRM_SUCCESS);
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void call() throws Exception {
    alice = client();
    transfers = new Transfers(alice);
  }

  @AfterEach
  void mend() throws Exception {
    cluster.failing().mend();
    alice.close();
  }

  private static SrmClient client() throws Exception {
    return cluster.srm("alice-voms", Transport.HTTPG, cluster.frontends().getFirst());
  }

  private static String surl(String name) {
    int port = cluster.frontends().getFirst().port();
    String path = name.isEmpty() ? FOLDER : FOLDER + "/" + name;
    return "srm://localhost:%d/srm/managerv2?SFN=/testvo/%s".formatted(port, path);
  }

  /** How often the backend has met a failure of a file. */
  private static long failures(String name) throws IOException {
    ClusterNode backend = cluster.backends().getFirst();
    try (Stream<String> lines = Files.lines(backend.log())) {
      return lines.filter(line -> line.contains(" WARN ") && line.contains(name + ":")).count();
    }
  }

  private static void awaitFailure(String name) throws IOException {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (failures(name) == 0) {
      assertThat(System.nanoTime()).as("%s has met no failure", name).isLessThan(limit);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @ParameterizedTest
  @CsvSource({"EBUSY", "ENOTCONN"})
  void whatPassesIsWaitedFor(String errno) throws Exception {
    String there = "there-" + errno;
    Files.write(cluster.root().resolve(FOLDER).resolve(there), CONTENTS);
    String late = "late-" + errno;
    cluster.failing().fail(errno, FOLDER);
    String put = transfers.beginPut(List.of(surl(late)), "https");
    String get = transfers.beginGet(List.of(surl(there)), "https");
    awaitFailure(late);
    awaitFailure(there);
    assertThat(transfers.statusOfPut(put).status().statusCode()).isIn(WAITING);
    assertThat(transfers.statusOfGet(get).status().statusCode()).isIn(WAITING);

    cluster.failing().mend();
    assertThat(transfers.awaitPut(put).requireTurl()).startsWith("https://");
    assertThat(transfers.awaitGet(get).requireTurl()).startsWith("https://");
  }

  @Test
  void whatStaysIsToldInTheEnd() throws Exception {
    cluster.failing().fail("EBUSY", FOLDER);
    Prepared put = transfers.prepareToPut(surl("busy"), 3L, null, "https");
    assertThat(put.status().statusCode()).isEqualTo(TStatusCode.SRM_FILE_BUSY);
    assertThat(put.status().explanation()).isEqualTo("Device or resource busy");
    assertThat(failures("busy")).isEqualTo(1 + RETRIES);
  }

  @Test
  void whatDoesNotPassIsToldAtOnce() throws Exception {
    cluster.failing().fail("EACCES", FOLDER);
    Prepared put = transfers.prepareToPut(surl("locked"), 3L, null, "https");
    assertThat(put.status().statusCode()).isEqualTo(TStatusCode.SRM_AUTHORIZATION_FAILURE);
    assertThat(put.status().explanation()).isEqualTo("Permission denied");
    assertThat(failures("locked")).isLessThanOrEqualTo(1);
  }
}
