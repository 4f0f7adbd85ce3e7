// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.PoolConfig;
import dev.bora.db.TestServer;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.frontend.Relay.AtCommit;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.types.SrmGetRequestTokensRequest;
import dev.bora.srm.types.SrmGetRequestTokensResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TPutFileRequest;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away, most of all at a commit: invariants 1 and 7. */
class OutageTest {
  private static final TReturnStatus AWAY =
      new TReturnStatus(
          TStatusCode.SRM_INTERNAL_ERROR, "The request database is not available, try again later");

  @TempDir static Path folder;
  private Database direct;
  private Relay relay;
  private Database relayed;
  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    // Before the database driver touches TLS.
    TlsPlatform.prepare();
    direct = TestServer.migratedDatabase("outage");
    DatabaseConfig config = TestServer.config("outage");
    URI server = URI.create(config.url().substring("jdbc:".length()));
    relay = new Relay(server.getPort());
    relayed =
        Database.open(
            new DatabaseConfig(
                "jdbc:mysql://127.0.0.1:%d/outage?sslMode=DISABLED".formatted(relay.port()),
                config.user(),
                config.password(),
                PoolConfig.of(5).withTimeout(Duration.ofSeconds(1)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10)));
    site = new TestSite(folder, relayed, UnaryOperator.identity());
    site.ask(
        "alice", new SrmMkdirRequest(null, "srm://localhost/data/d", null), SrmMkdirResponse.class);
    site.backend.reset();
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
    relayed.close();
    relay.close();
    direct.close();
  }

  private SrmPrepareToPutResponse put() throws Exception {
    return site.ask(
        "alice",
        new SrmPrepareToPutRequest(
            null,
            List.of(new TPutFileRequest("srm://localhost/data/a", 1L)),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        SrmPrepareToPutResponse.class);
  }

  private long requests() throws Exception {
    try (var connection = direct.dataSource().getConnection();
        var statement = connection.createStatement();
        var results = statement.executeQuery("SELECT COUNT(*) FROM request")) {
      results.next();
      return results.getLong(1);
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFound() throws Exception {
    relay.atCommit = AtCommit.LOSE_ANSWER;
    SrmPrepareToPutResponse answer = put();
    assertThat(answer.returnStatus().statusCode()).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
    assertThat(requests()).isEqualTo(1);
    relay.comeBack();
    assertThat(
            site.ask(
                    "alice",
                    new SrmStatusOfPutRequestRequest(answer.requestToken(), null, null),
                    SrmStatusOfPutRequestResponse.class)
                .returnStatus()
                .statusCode())
        .isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
  }

  @Test
  void aCommitThatNeverArrivedLeavesNothing() throws Exception {
    relay.atCommit = AtCommit.LOSE_COMMIT;
    long start = System.nanoTime();
    SrmPrepareToPutResponse answer = put();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(answer.returnStatus()).isEqualTo(AWAY);
    assertThat(answer.requestToken()).isNull();
    assertThat(requests()).isZero();
    assertThat(site.backend.asked).isEmpty();
  }

  @Test
  void aCommitThatCannotBeLookedForIsAbortedWhenTheDatabaseReturns() throws Exception {
    relay.atCommit = AtCommit.LOSE_ANSWER_AND_SERVER;
    long start = System.nanoTime();
    SrmPrepareToPutResponse answer = put();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(answer.returnStatus()).isEqualTo(AWAY);
    assertThat(requests()).isEqualTo(1);
    assertThat(site.backend.asked).isEmpty();

    relay.comeBack();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (site.backend.argsOf(AbortRequestArgs.class).isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
    String token = site.backend.argsOf(AbortRequestArgs.class).getFirst().token();
    assertThat(direct.call(t -> t.requests().byToken(token)).dn()).endsWith("/CN=Alice Adams");
    assertThat(site.backend.asked.getFirst().context().caller().dn()).endsWith("/CN=Alice Adams");
  }

  @Test
  void withoutADatabaseEveryCallIsAnsweredAndHealthTells() throws Exception {
    assertThat(health().statusCode()).isEqualTo(200);
    relay.goAway();
    long start = System.nanoTime();
    assertThat(put().returnStatus()).isEqualTo(AWAY);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(
            site.ask(
                    "alice",
                    new SrmGetRequestTokensRequest(null, null),
                    SrmGetRequestTokensResponse.class)
                .returnStatus())
        .isEqualTo(AWAY);
    assertThat(site.backend.asked).isEmpty();
    // A backend would not know how to do without one either.
    assertThat(
            site.ask(
                    "alice",
                    new SrmMkdirRequest(null, "srm://localhost/data/d", null),
                    SrmMkdirResponse.class)
                .returnStatus())
        .isEqualTo(AWAY);
    assertThat(site.backend.asked).isEmpty();
    assertThat(healthBecomes(503).body()).isEqualTo("the database does not answer\n");
    // All others may be without one as well: better to be told so than to find nobody.
    assertThat(health("/health/last-resort").statusCode()).isEqualTo(200);
    relay.comeBack();
    assertThat(healthBecomes(200).body()).isEqualTo("ok\n");
    assertThat(put().returnStatus().statusCode()).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
  }

  @Test
  void withADatabaseThatHangsEveryCallIsAnsweredSoon() throws Exception {
    relay.hold();
    assertThat(soon(this::put).returnStatus()).isEqualTo(AWAY);
    assertThat(healthBecomes(503).body()).isEqualTo("the database does not answer\n");
    assertThat(soon(this::put).returnStatus()).isEqualTo(AWAY);
    relay.letGo();
    assertThat(healthBecomes(200).body()).isEqualTo("ok\n");
    assertThat(put().returnStatus().statusCode()).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
  }

  @Test
  void whoComesWhileItStandsStillForAMomentIsNotRefused() throws Exception {
    relay.hold();
    assertThat(soon(this::put).returnStatus()).isEqualTo(AWAY);
    FutureTask<SrmPrepareToPutResponse> next = new FutureTask<>(this::put);
    Thread.ofVirtual().start(next);
    assertThatThrownBy(() -> next.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    relay.letGo();
    assertThat(next.get().returnStatus().statusCode()).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
  }

  @Test
  void aCallThatABackendHasIsGivenUpAndNotBegunAfterwards() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    site.backend.before =
        () -> {
          direct.run(tables -> tables.requests().insert(List.of(mkdir())));
          relay.hold();
          try {
            over.await();
          } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
          }
        };
    SrmMkdirRequest request = new SrmMkdirRequest(null, "srm://localhost/data/d", null);
    assertThat(soon(() -> site.ask("alice", request, SrmMkdirResponse.class)).returnStatus())
        .isEqualTo(
            new TReturnStatus(
                TStatusCode.SRM_INTERNAL_ERROR,
                "The request database went away meanwhile: whether this was done is not known, look"
                    + " before you try again"));
    over.countDown();
    assertThat(secondsLeft()).isPositive();
    relay.letGo();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (secondsLeft() > 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private String operation() {
    return site.backend.asked.getFirst().context().operationId();
  }

  private long secondsLeft() {
    return direct.call(tables -> tables.requests().byToken(operation())).secondsLeft();
  }

  /** As a backend has it that was asked for one. */
  private NewRequest mkdir() {
    return new NewRequest(
        operation(),
        RequestKind.MKDIR,
        new Requester("/CN=Alice Adams", null, List.of()),
        null,
        "127.0.0.1",
        "frontend-1",
        List.of(),
        TOverwriteMode.NEVER,
        false,
        0,
        600,
        List.of(new NewFile("data:d", Place.of("data", "d"), null, null, null)));
  }

  /** Within ten times what is aimed at. */
  private static <T> T soon(Callable<T> call) throws Exception {
    long start = System.nanoTime();
    T answer = call.call();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    return answer;
  }

  private HttpResponse<String> healthBecomes(int status) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    HttpResponse<String> health = health();
    while (health.statusCode() != status) {
      assertThat(System.nanoTime()).isLessThan(end);
      health = health();
    }
    return health;
  }

  private HttpResponse<String> health() throws Exception {
    return health("/health");
  }

  private HttpResponse<String> health(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + site.frontend.healthPort() + path))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
