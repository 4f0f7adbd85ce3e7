// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A frontend that starts while directors look: they are not to bring clients too early. */
class FrontendStartTest {
  private static final Pattern HEALTH_PORT = Pattern.compile("srm-port: .*health-port: ([0-9]+)");
  private static final Pattern KEY = Pattern.compile("host-key: (\\S+)");

  /** A start does not take longer. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final CompletableFuture<String> told = new CompletableFuture<>();

  @Test
  @Timeout(60)
  void isNotWellBeforeItListens() throws Exception {
    TlsPlatform.prepare();
    Path pipe = folder.resolve("key-that-comes-late");
    assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start().waitFor())
        .isZero();
    try (Database database = TestServer.migratedDatabase("frontend_start");
        TestSite site = new TestSite(folder, database, yaml -> withPipe(yaml, pipe))) {
      assertThat(told.get(1, TimeUnit.SECONDS)).startsWith("503").contains("it starts");
      assertThat(health(site.frontend.healthPort()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Timeout(60)
  void isNotWellWhenItsCertificateHasExpired() throws Exception {
    TlsPlatform.prepare();
    try (Database database = TestServer.migratedDatabase("frontend_start")) {
      Instant end = Instant.now().plus(SOON);
      ThrowAwayGrid.openOrCreate(folder.resolve("grid"), "testgrid")
          .renewHost(end.minus(Duration.ofHours(1)), end);
      try (TestSite site = new TestSite(folder, database, yaml -> yaml)) {
        HttpResponse<String> health = health(site.frontend.healthPort());
        while (health.statusCode() == 200) {
          health = health(site.frontend.healthPort());
        }
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("the certificate of CN=localhost", " expired at ");
        assertThat(Instant.now()).isAfter(end.minusSeconds(1));
      }
    }
  }

  /** Its start waits for its key until somebody has asked how it is. */
  private String withPipe(String yaml, Path pipe) {
    int port = Integer.parseInt(found(HEALTH_PORT, yaml));
    Path key = Path.of(found(KEY, yaml));
    Thread.ofPlatform().daemon().start(() -> askThenWrite(port, key, pipe));
    return yaml.replace("host-key: " + key, "host-key: " + pipe);
  }

  private static String found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).findFirst().orElseThrow();
  }

  private void askThenWrite(int port, Path key, Path pipe) {
    try {
      while (!told.isDone()) {
        try {
          HttpResponse<String> answer = health(port);
          told.complete(answer.statusCode() + " " + answer.body());
        } catch (IOException notYet) {
          Thread.onSpinWait();
        }
      }
      Files.write(pipe, Files.readAllBytes(key));
    } catch (Exception failed) {
      told.completeExceptionally(failed);
    }
  }

  private static HttpResponse<String> health(int port) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://localhost:" + port + "/health");
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
