// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterNode;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.deployment.Entrance;
import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.Outcome;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes that run on without work, by {@code bora cluster drain --stay}, until {@code undrain}. */
class DrainIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Both backends would have looked for work twice. */
  private static final Duration LOOKS = Duration.ofMillis(2500);

  private static final byte[] CONTENTS = {1, 2, 3};

  private static Cluster cluster;

  private final List<ClusterNode> drained = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.start("drain", ClusterShape.quick(2, 2));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void undrainAll() throws Exception {
    for (ClusterNode node : List.copyOf(drained)) {
      undrain(node);
    }
  }

  private static Outcome operate(String... words) {
    return BoraCommand.brief("cluster")
        .and(words)
        .and("--site", cluster.siteFile().toString())
        .run()
        .succeeded();
  }

  /** Returns when it drains. */
  private void drain(ClusterNode node) throws Exception {
    drained.add(node);
    assertThat(operate("drain", "--stay", node.name()).lines().getLast())
        .matches(node.name() + " \\(epoch [0-9]+\\) is DRAINING, with 0 files in hand");
    assertDrains(node);
  }

  private static void assertDrains(ClusterNode node) throws Exception {
    HttpResponse<String> health = health(node);
    assertThat(health.statusCode()).isEqualTo(HttpURLConnection.HTTP_UNAVAILABLE);
    assertThat(health.body()).contains("it drains, as an operator wants it to");
  }

  /** Returns when it is well. */
  private void undrain(ClusterNode node) throws Exception {
    operate("undrain", node.name());
    await(() -> health(node).statusCode() == HttpURLConnection.HTTP_OK);
    drained.remove(node);
  }

  private static HttpResponse<String> health(ClusterNode node) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI page = URI.create("http://localhost:%d/health".formatted(node.healthPort()));
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(limit);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static Entrance entrance(ClusterNode frontend) {
    return Entrance.local(frontend.name(), frontend.port());
  }

  private static void mkdir(Entrance entrance, String name) throws Exception {
    try (SrmClient srm = cluster.srm("alice-voms", Transport.HTTPG, entrance)) {
      assertThat(
              srm.call(new SrmMkdirRequest(null, entrance.surl(name), null), SrmMkdirResponse.class)
                  .returnStatus()
                  .statusCode())
          .isEqualTo(TStatusCode.SRM_SUCCESS);
    }
  }

  /** Whether a node's access log has a call about a name. */
  private static boolean answered(ClusterNode frontend, String name) throws IOException {
    try (Stream<String> lines = Files.lines(frontend.log())) {
      return lines.anyMatch(line -> line.contains("SFN=/testvo/" + name + "\""));
    }
  }

  @Test
  void aFrontendGetsNoConnectionsUntilItIsToWorkAgain() throws Exception {
    ClusterNode node = cluster.frontends().getFirst();
    ClusterNode other = cluster.frontends().getLast();
    Entrance all = cluster.publicEntrance();
    drain(node);
    await(() -> cluster.directorOfFrontends().well() == 1);
    cluster.directorOfFrontends().awaitWell(other.port());
    for (String name : List.of("f1", "f2", "f3", "f4")) {
      mkdir(all, name);
      await(() -> answered(other, name));
    }

    // who comes nevertheless is served, and told to come back through the director
    mkdir(entrance(node), "f5");
    String headers =
        cluster
            .client("alice-voms")
            .curl("--include", "https://localhost:%d/srm/managerv2?wsdl".formatted(node.port()))
            .run()
            .succeeded()
            .output();
    assertThat(headers).startsWith("HTTP/1.1 200").containsIgnoringCase("\nConnection: close");

    undrain(node);
    cluster.directorOfFrontends().awaitWell(node.port());
    mkdir(all, "f6");
    mkdir(all, "f7"); // each connection goes to the next
    await(() -> answered(node, "f6") || answered(node, "f7"));
  }

  @Test
  void aBackendClaimsNothingUntilItIsToWorkAgain() throws Exception {
    ClusterNode node = cluster.backends().getFirst();
    ClusterNode other = cluster.backends().getLast();
    Entrance entrance = entrance(cluster.frontends().getFirst());
    try (SrmClient srm = cluster.srm("alice-voms", Transport.HTTPG, entrance)) {
      Transfers transfers = new Transfers(srm);
      drain(node);
      for (String name : List.of("b1", "b2", "b3", "b4")) {
        putDone(transfers, transfers.prepareToPut(entrance.surl(name), null, null, "https"), name);
      }
      assertThat(backends("b_")).containsExactly(other.name());

      node.close();
      node.start();
      assertDrains(node);
      drain(other);
      String token = transfers.beginPut(List.of(entrance.surl("b5")), "https");
      long end = System.nanoTime() + LOOKS.toNanos();
      do {
        assertThat(transfers.statusOfPut(token).status().statusCode())
            .isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      } while (System.nanoTime() < end);

      undrain(node);
      putDone(transfers, transfers.awaitPut(token), "b5");
      assertThat(backends("b5")).containsExactly(node.name());
    }
  }

  private static void putDone(Transfers transfers, Prepared put, String name) throws Exception {
    try (DataClient data = cluster.data("alice-voms")) {
      assertThat(data.put(put.requireTurl(), CONTENTS)).isBetween(200, 204);
    }
    String surl = entrance(cluster.frontends().getFirst()).surl(name);
    assertThat(transfers.putDone(put.requireToken(), surl).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(cluster.root().resolve(name)).hasBinaryContent(CONTENTS);
  }

  /** Who has had files in hand of which the path is like this. */
  private static Set<String> backends(String like) throws SQLException {
    Set<String> backends = new TreeSet<>();
    try (var database = cluster.database();
        var statement =
            database.prepareStatement(
                "SELECT DISTINCT backend FROM request_file WHERE path LIKE ?")) {
      statement.setString(1, like);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          backends.add(rows.getString(1));
        }
      }
    }
    return backends;
  }
}
