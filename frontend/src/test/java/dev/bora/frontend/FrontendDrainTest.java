// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.Wish;
import dev.bora.srm.client.GridHttpReply;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.soap.SoapLimits;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmPingRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A frontend that is taken out of service, as its directors and clients see it. */
@Timeout(120)
class FrontendDrainTest {
  private static final SoapCodec CODEC = new SoapCodec(SoapLimits.DEFAULTS);
  private static final byte[] PING = CODEC.writeRequest(new SrmPingRequest(null));
  private static final byte[] MKDIR =
      CODEC.writeRequest(new SrmMkdirRequest(null, "srm://localhost/data/d", null));

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Database database;

  @BeforeEach
  void start() throws Exception {
    // Before the database driver touches TLS.
    TlsPlatform.prepare();
    database = TestServer.migratedDatabase("frontend_drain");
  }

  @AfterEach
  void stop() {
    threads.close();
    database.close();
  }

  private TestSite site(String notice) throws Exception {
    return new TestSite(folder, database, yaml -> yaml.replace("{notice: 0s}", notice));
  }

  private static boolean closes(GridHttpReply reply) {
    assertThat(reply.status()).isEqualTo(200);
    return reply.header("connection").equals(Optional.of("close"));
  }

  private static HttpResponse<String> health(TestSite site) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://localhost:" + site.frontend.healthPort() + "/health");
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean isWell(TestSite site) {
    try {
      return health(site).statusCode() == 200;
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void oneThatStaysServesOnAndWorksAgainWhenItIsToldTo() throws Exception {
    try (TestSite site = site("{notice: 0s}")) {
      await(() -> isWell(site));
      assertThat(closes(site.post("alice", "/srm/managerv2", PING))).isFalse();
      database.run(tables -> tables.wishes().want("frontend-1", Wish.DRAIN));
      await(() -> !isWell(site));
      assertThat(health(site).body()).isEqualTo("it drains, as an operator wants it to\n");
      assertThat(closes(site.post("alice", "/srm/managerv2", PING))).isTrue();
      database.run(tables -> tables.wishes().forget("frontend-1"));
      await(() -> isWell(site));
      assertThat(closes(site.post("alice", "/srm/managerv2", PING))).isFalse();
    }
  }

  @Test
  void oneThatStopsServesNewClientsUntilTheDirectorsKnow() throws Exception {
    TestSite site = site("{notice: 2s}");
    await(() -> isWell(site));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(site.frontend::close, threads);
    await(() -> !isWell(site));
    assertThat(closes(site.post("alice", "/srm/managerv2", PING))).isTrue();
    closed.get(30, TimeUnit.SECONDS);
    assertThat(refuses(site)).isTrue();
    assertThat(database.<List<IncarnationRow>>call(tables -> tables.incarnations().live()))
        .isEmpty();
    site.close();
  }

  private static boolean refuses(TestSite site) {
    try (Socket _ = new Socket("localhost", site.node.srmPort())) {
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void aCallInHandIsAnsweredAlthoughNobodyIsLetInAnyMore() throws Exception {
    TestSite site = site("{notice: 0s}");
    await(() -> isWell(site));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    site.backend.before =
        () -> {
          begun.countDown();
          try {
            goOn.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        };
    CompletableFuture<GridHttpReply> call =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return site.post("alice", "/srm/managerv2", MKDIR);
              } catch (Exception failed) {
                throw new AssertionError(failed);
              }
            },
            threads);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(site.frontend::close, threads);
    await(() -> refuses(site));
    // Longer than a connection may be idle now.
    assertThatThrownBy(() -> closed.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    goOn.countDown();
    GridHttpReply reply = call.get(30, TimeUnit.SECONDS);
    assertThat(closes(reply)).isTrue();
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("SRM_SUCCESS");
    closed.get(30, TimeUnit.SECONDS);
    site.close();
  }
}
