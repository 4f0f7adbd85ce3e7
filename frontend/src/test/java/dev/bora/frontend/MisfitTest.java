// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.PoolConfig;
import dev.bora.db.TestServer;
import dev.bora.db.node.UnfitNodeException;
import dev.bora.db.schema.Schema;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.site.Essentials;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frontend whose configuration does not fit that of the nodes that live. */
class MisfitTest {
  private static final String QUICK = "heartbeat: {beat: 100ms, self-stop: 300ms, stale: 1h}\n";

  private static final Duration SILENT = Duration.ofMillis(500);

  @TempDir static Path folder;
  private Database direct;
  private Relay relay;
  private Database relayed;

  @BeforeEach
  void start() throws Exception {
    // Before the database driver touches TLS.
    TlsPlatform.prepare();
    direct = TestServer.migratedDatabase("misfit");
    DatabaseConfig config = TestServer.config("misfit");
    relay = new Relay(URI.create(config.url().substring("jdbc:".length())).getPort());
    relayed =
        Database.open(
            new DatabaseConfig(
                "jdbc:mysql://127.0.0.1:%d/misfit?sslMode=DISABLED".formatted(relay.port()),
                config.user(),
                config.password(),
                PoolConfig.of(5).withTimeout(Duration.ofSeconds(1)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10)));
  }

  @AfterEach
  void stop() throws Exception {
    relayed.close();
    relay.close();
    direct.close();
  }

  private TestSite frontend() throws Exception {
    return new TestSite(folder, relayed, yaml -> yaml + QUICK);
  }

  /** A backend of the same site, but with another root for its area. */
  private long clashing() throws Exception {
    String essentials;
    try (TestSite site = frontend()) {
      essentials = Essentials.of(site.site).text().replace("/storage/data", "/elsewhere");
    }
    return direct.call(tables -> {
      tables.siteConfigs().note("another", essentials);
      tables
          .incarnations()
          .insert(
              new NewIncarnation(NodeRole.BACKEND, "backend-9", "far:1", "1", "another", "b", 1));
      return tables.incarnations().lastEpoch();
    });
  }

  private static String message(long epoch) {
    return "frontend-1 does not fit backend-9 (epoch %d): storage-areas.data.root: /storage/data here, /elsewhere there"
        .formatted(epoch);
  }

  @Test
  void itDoesNotStart() throws Exception {
    long epoch = clashing();
    assertThatThrownBy(this::frontend)
        .isInstanceOf(UnfitNodeException.class)
        .hasMessage(message(epoch));
    assertThat(live()).hasSize(1);
  }

  @Test
  void startedWithoutADatabaseItServesNothingUntilItIsKnownToFit() throws Exception {
    long epoch = clashing();
    relay.goAway();
    try (TestSite site = frontend()) {
      assertThat(mkdir(site))
          .isEqualTo(
              new TReturnStatus(
                  TStatusCode.SRM_INTERNAL_ERROR,
                  "The request database is not available, try again later"));
      relay.comeBack();
      healthBecomes(site, message(epoch) + "\n");
      assertRefused(site);
      direct.run(t -> t.incarnations().move(epoch, IncarnationState.UP, IncarnationState.GONE));
      healthBecomes(site, "ok\n");
      assertThat(mkdir(site).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    }
  }

  @Test
  void startedWithoutADatabaseItServesNothingWhileTheSchemaIsTooOld() throws Exception {
    new Schema(direct.dataSource()).down();
    relay.goAway();
    try (TestSite site = frontend()) {
      relay.comeBack();
      healthBecomes(
          site, "the schema of the database is too old for this release: run bora db up\n");
      assertRefused(site);
      new Schema(direct.dataSource()).up();
      healthBecomes(site, "ok\n");
      assertThat(mkdir(site).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    }
  }

  @Test
  void afterAnOutageItServesNothingWhileOthersDoNotFit() throws Exception {
    long epoch = clashing();
    direct.run(t -> t.incarnations().move(epoch, IncarnationState.UP, IncarnationState.GONE));
    try (TestSite site = frontend()) {
      assertThat(mkdir(site).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
      relay.goAway();
      healthBecomes(site, "the database does not answer\n");
      direct.run(t -> t.incarnations().move(epoch, IncarnationState.GONE, IncarnationState.UP));
      while (live().getLast().age().compareTo(SILENT) < 0) {
        Thread.onSpinWait();
      }
      relay.comeBack();
      healthBecomes(site, message(epoch) + "\n");
      assertRefused(site);
      direct.run(t -> t.incarnations().move(epoch, IncarnationState.UP, IncarnationState.FENCED));
      direct.run(t -> t.incarnations().move(epoch, IncarnationState.FENCED, IncarnationState.GONE));
      healthBecomes(site, "ok\n");
      assertThat(mkdir(site).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    }
  }

  private List<IncarnationRow> live() {
    return direct.call(t -> t.incarnations().live());
  }

  private static void assertRefused(TestSite site) throws Exception {
    site.backend.reset();
    assertThat(mkdir(site))
        .isEqualTo(
            new TReturnStatus(
                TStatusCode.SRM_INTERNAL_ERROR,
                "This server serves nothing until its operators have looked at it"));
    assertThat(site.backend.argsOf(MkdirArgs.class)).isEmpty();
  }

  private static TReturnStatus mkdir(TestSite site) throws Exception {
    return site.ask(
            "alice",
            new SrmMkdirRequest(null, "srm://localhost/data/d", null),
            SrmMkdirResponse.class)
        .returnStatus();
  }

  private static void healthBecomes(TestSite site, String body) throws Exception {
    URI uri = URI.create("http://localhost:" + site.frontend.healthPort() + "/health");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try (HttpClient client = HttpClient.newHttpClient()) {
      String seen = "";
      while (!seen.equals(body)) {
        assertThat(System.nanoTime()).as(seen).isLessThan(end);
        seen =
            client
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
      }
    }
  }
}
