// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.TestServer;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Ids;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import dev.bora.frontend.http.AccessLog;
import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import dev.bora.site.SiteException;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmAbortRequestResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.TExtraInfo;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** As a process starts it: XML-RPC to a backend on a socket, secrets from files. */
class WholeFrontendTest {
  private static final String SECRET = "sixteen-characters-or-more";

  @TempDir static Path folder;
  private final FakeBackend backend = new FakeBackend();
  private Database database;
  private BackendServer server;

  @BeforeEach
  void start() throws Exception {
    // Before the database driver touches TLS.
    TlsPlatform.prepare();
    database = TestServer.migratedDatabase("whole");
    server =
        BackendServer.start(
            BackendServerConfig.of("localhost", 0, "backend-7"), backend, SharedSecret.of(SECRET));
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private String wired(String yaml) {
    return yaml.replace(
        "rpc: {secret-file: /etc/bora/rpc-secret}",
        "rpc: {secret-file: %s, backend-address: localhost:%d, call-timeout: 5s}"
            .formatted(secret("rpc", SECRET), server.port()));
  }

  private static Path secret(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.writeString(file, text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aCallGoesThroughAndTheLogsNameTheBackend() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.NAME);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    try (TestSite site = TestSite.whole(folder, database, this::wired)) {
      assertThat(mkdir(site).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
      assertThat(site.ask("alice", new SrmPingRequest(null), SrmPingResponse.class).otherInfo())
          .contains(new TExtraInfo("backend", "backend-1"));
      assertThat(live())
          .singleElement()
          .satisfies(row -> {
            assertThat(row.node()).isEqualTo("frontend-1");
            assertThat(row.state()).isEqualTo(IncarnationState.UP);
          });
      server.close();
      assertThat(mkdir(site))
          .isEqualTo(
              new TReturnStatus(
                  TStatusCode.SRM_INTERNAL_ERROR, "No backend is available, try again later"));
    } finally {
      logger.detachAppender(appender);
    }
    assertThat(appender.list.getFirst().getFormattedMessage()).endsWith(" backend=backend-7");
    assertThat(live()).isEmpty();
  }

  @Test
  void anAbortGoesToTheBackendThatHasTheRequestAndToAnyOtherIfThatOneIsSilent() throws Exception {
    FakeBackend holder = new FakeBackend();
    BackendServer own =
        BackendServer.start(
            BackendServerConfig.of("localhost", 0, "backend-8"), holder, SharedSecret.of(SECRET));
    try (TestSite site = TestSite.whole(folder, database, this::wired)) {
      String token =
          site.ask(
                  "alice",
                  SrmFixture.put("srm://localhost/data/held"),
                  SrmPrepareToPutResponse.class)
              .requestToken();
      database.run(tables -> hold(tables, token, "localhost:" + own.port()));
      abort(site, token);
      assertThat(holder.argsOf(AbortRequestArgs.class)).hasSize(1);
      assertThat(backend.argsOf(AbortRequestArgs.class)).isEmpty();
      own.close();
      abort(site, token);
      assertThat(backend.argsOf(AbortRequestArgs.class)).hasSize(1);
    }
  }

  private static void hold(Tables tables, String token, String address) {
    tables
        .incarnations()
        .insert(new NewIncarnation(NodeRole.BACKEND, "backend-8", address, "1", "0", "boot", 1));
    long epoch = tables.incarnations().lastEpoch();
    long request = Objects.requireNonNull(tables.requests().byToken(token)).id();
    tables
        .files()
        .claimQueued(Ids.of(tables.files().idsOf(request)), Goal.PREPARE, epoch, "backend-8");
  }

  private static void abort(TestSite site, String token) throws Exception {
    site.ask("alice", new SrmAbortRequestRequest(token, null), SrmAbortRequestResponse.class);
  }

  @Test
  void moreCallsThanPermittedAreRefusedAtOnce() throws Exception {
    UnaryOperator<String> narrow =
        yaml ->
            wired(yaml)
                .replace("surls-per-request: 20", "surls-per-request: 20, concurrent-calls: 1");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    backend.before =
        () -> {
          inside.countDown();
          try {
            goOn.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (TestSite site = TestSite.whole(folder, database, narrow)) {
      CompletableFuture<TReturnStatus> first =
          CompletableFuture.supplyAsync(() -> unchecked(() -> mkdir(site)));
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      assertThat(
              site.ask(
                      "bob",
                      new SrmMkdirRequest(null, "srm://localhost/data/e", null),
                      SrmMkdirResponse.class)
                  .returnStatus())
          .isEqualTo(
              new TReturnStatus(
                  TStatusCode.SRM_INTERNAL_ERROR, "The server is busy, try again later"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      goOn.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    }
  }

  @Test
  void moreFilesThanPermittedAreRefused() throws Exception {
    UnaryOperator<String> narrow =
        yaml ->
            wired(yaml)
                .replace(
                    "surls-per-request: 20}",
                    "surls-per-request: 1}\nadmission: {put: {max-requests: 3, max-requests-per-user: 2}}");
    try (TestSite site = TestSite.whole(folder, database, narrow)) {
      assertThat(put(site, "alice", "a").statusCode()).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
      assertThat(put(site, "alice", "b").statusCode()).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
      assertThat(put(site, "alice", "c"))
          .isEqualTo(
              new TReturnStatus(
                  TStatusCode.SRM_INTERNAL_ERROR,
                  "Resource temporarily unavailable: this server takes 2 files to put from one user"
                      + " at a time, try again later"));
      assertThat(put(site, "bob", "d").statusCode()).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
      assertThat(put(site, "bob", "e"))
          .isEqualTo(
              new TReturnStatus(
                  TStatusCode.SRM_INTERNAL_ERROR,
                  "Resource temporarily unavailable: this server takes 3 files to put at a time,"
                      + " try again later"));
    }
  }

  private static TReturnStatus put(TestSite site, String user, String name) throws Exception {
    return site.ask(
            user, SrmFixture.put("srm://localhost/data/" + name), SrmPrepareToPutResponse.class)
        .returnStatus();
  }

  @Test
  void aSecretThatOthersCanReadStopsTheStart() throws Exception {
    UnaryOperator<String> open =
        yaml -> {
          String text = wired(yaml);
          try {
            Files.setPosixFilePermissions(
                folder.resolve("rpc"), PosixFilePermissions.fromString("rw-r--r--"));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return text;
        };
    assertThatThrownBy(() -> TestSite.whole(folder, database, open))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("mode 0644 is refused");
  }

  private static TReturnStatus mkdir(TestSite site) throws Exception {
    return site.ask(
            "alice",
            new SrmMkdirRequest(null, "srm://localhost/data/d", null),
            SrmMkdirResponse.class)
        .returnStatus();
  }

  private List<IncarnationRow> live() {
    return database.call(t -> t.incarnations().live());
  }

  private static <T> T unchecked(java.util.concurrent.Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
