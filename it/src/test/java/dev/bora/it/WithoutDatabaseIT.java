// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.deployment.Entrance;
import dev.bora.it.drill.exercise.Probe;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Daemon;
import dev.bora.it.harness.SrmClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done while there is no database: clients are told so, and operators too. */
class WithoutDatabaseIT {
  private static final Duration RESUMED = Duration.ofSeconds(50);

  @TempDir private static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.start("without-database", ClusterShape.quick(1, 1));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aFrontendThatIsStartedMeanwhileAnswersAndResumesByItself() throws Exception {
    ClusterNode frontend = cluster.frontends().getFirst();
    Entrance entrance = cluster.frontendEntrances().getFirst();
    frontend.close();
    cluster.databaseServer().kill();

    frontend.start();

    try (SrmClient srm = cluster.srm("alice-voms", Transport.HTTPG, entrance)) {
      SrmPingResponse pinged = srm.call(new SrmPingRequest(null), SrmPingResponse.class);
      assertThat(pinged.versionInfo()).isEqualTo("v2.2");
      SrmMkdirRequest mkdir = new SrmMkdirRequest(null, entrance.surl("meanwhile"), null);
      assertThat(srm.call(mkdir, SrmMkdirResponse.class).returnStatus())
          .isEqualTo(
              new TReturnStatus(
                  TStatusCode.SRM_INTERNAL_ERROR,
                  "The request database is not available, try again later"));
    }
    HttpResponse<String> health = health(frontend);
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("the database does not answer");

    cluster.databaseServer().start();
    assertThat(new Probe(cluster, entrance).succeedsWithin(RESUMED)).isTrue();
  }

  @Test
  void whoWaitsForANodeToDrainGoesOnWaiting() throws Exception {
    ClusterNode backend = cluster.backends().getFirst();
    Command drain =
        BoraCommand.brief("cluster", "drain", "--stay", backend.name())
            .and("--site", cluster.siteFile().toString());
    Path output = folder.resolve("drain.log");
    backend.freeze();
    Pattern looks = Pattern.compile(backend.name() + ".* is UP, with 0 files in hand");
    try (Daemon waits = Daemon.start(drain, output, looks)) {
      cluster.databaseServer().kill();
      awaitLine(waits, "the database does not answer; looking on");
      cluster.databaseServer().start();
      backend.thaw();
      awaitLine(waits, "is DRAINING, with 0 files in hand");
      waits.handle().onExit().get(RESUMED.toSeconds(), TimeUnit.SECONDS);
    }
    BoraCommand.brief("cluster", "undrain", backend.name())
        .and("--site", cluster.siteFile().toString())
        .run()
        .succeeded();
  }

  private static void awaitLine(Daemon command, String line) {
    long end = System.nanoTime() + RESUMED.toNanos();
    while (!command.output().contains(line)) {
      assertThat(System.nanoTime()).as(command.output()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static HttpResponse<String> health(ClusterNode node) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI page = URI.create("http://localhost:%d/health".formatted(node.healthPort()));
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }
  }
}
