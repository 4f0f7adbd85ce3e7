// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.deployment.Entrance;
import dev.bora.it.drill.exercise.Probe;
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
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Frontends that are started while there is no database: clients are told so, and not left out. */
class WithoutDatabaseIT {
  private static final Duration RESUMED = Duration.ofSeconds(50);

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

  private static HttpResponse<String> health(ClusterNode node) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI page = URI.create("http://localhost:%d/health".formatted(node.healthPort()));
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }
  }
}
