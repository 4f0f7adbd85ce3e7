// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServerTest {

  private final AtomicReference<Health> health = new AtomicReference<>(new Health.Well(Map.of()));
  private HealthServer server;

  @BeforeEach
  void start() throws IOException {
    server = HealthServer.start("127.0.0.1", 0, health::get);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aNodeThatIsWellSaysOk() throws IOException {
    assertThat(ask("GET", "/health"))
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Type: text/plain;charset=utf-8\r\n")
        .contains("Cache-Control: no-store\r\n")
        .doesNotContain("Jetty")
        .endsWith("\r\n\r\nok\n");
  }

  @Test
  void aNodeThatIsNotSaysWhy() throws IOException {
    health.set(new Health.Unwell(List.of("the database\nis away", "the beat is 12 s old")));
    assertThat(ask("GET", "/health"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("\r\n\r\nthe database is away\nthe beat is 12 s old\n");
  }

  @Test
  void theLastResortIsWhoStillAnswers() throws IOException {
    assertThat(ask("GET", "/health/last-resort"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\nok\n");
    health.set(new Health.Unwell(List.of("the database is away"), true));
    assertThat(ask("GET", "/health")).startsWith("HTTP/1.1 503 ");
    assertThat(ask("GET", "/health/last-resort"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\nthe database is away\n");
    health.set(new Health.Unwell(List.of("it does not fit the others")));
    assertThat(ask("GET", "/health/last-resort"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("\r\n\r\nit does not fit the others\n");
  }

  @Test
  void whoDrainsKeepsWhatItHas() throws IOException {
    health.set(new Health.Draining(List.of("it drains")));
    assertThat(ask("GET", "/health")).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\nit drains\n");
    assertThat(ask("GET", "/health/last-resort")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("GET", "/health", "Accept: application/json"))
        .endsWith("{\"status\":\"draining\",\"reasons\":[\"it drains\"]}\n");
  }

  @Test
  void stateIsOneWordForDirectors() throws IOException {
    assertThat(ask("GET", "/health/state")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nwell\n");
    health.set(new Health.Draining(List.of("it drains")));
    assertThat(ask("GET", "/health/state"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\ndraining\n");
    health.set(new Health.Unwell(List.of("the database is away"), true));
    assertThat(ask("GET", "/health/state"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\nlast-resort\n");
    health.set(new Health.Unwell(List.of("it does not fit the others")));
    assertThat(ask("GET", "/health/state"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\nunwell\n");
  }

  @Test
  void headHasTheStatusAndNoBody() throws IOException {
    assertThat(ask("HEAD", "/health"))
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Length: 3\r\n")
        .endsWith("\r\n\r\n");
    health.set(new Health.Unwell(List.of("x")));
    assertThat(ask("HEAD", "/health")).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\n");
  }

  @Test
  void jsonForThoseWhoAcceptIt() throws IOException {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("version", "1 \"beta\"");
    details.put("path", "a\\b\n\uD83D\uDE00");
    health.set(new Health.Well(details));
    assertThat(ask("GET", "/health", "Accept: application/json"))
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Type: application/json")
        .endsWith(
            "{\"status\":\"ok\",\"details\":{\"version\":\"1 \\\"beta\\\"\",\"path\":\"a\\\\b\\u000a\\ud83d\\ude00\"}}\n");
    health.set(new Health.Unwell(List.of("one", "two")));
    assertThat(ask("GET", "/health", "Accept: application/json"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("{\"status\":\"unwell\",\"reasons\":[\"one\",\"two\"]}\n");
  }

  @Test
  void aSourceThatBreaksIsUnwell() throws IOException {
    try (HealthServer broken =
        HealthServer.start(
            "127.0.0.1",
            0,
            () -> {
              throw new IllegalStateException("password=hunter2");
            })) {
      assertThat(
              RawHttp.exchange(
                  broken.port(), "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 503 ")
          .contains("cannot tell how it is")
          .doesNotContain("hunter2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health/x", "/metrics", "/RPC2"})
  void thereIsNothingElse(String path) throws IOException {
    assertThat(ask("GET", path)).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void andNoOtherMethod(String method) throws IOException {
    assertThat(ask(method, "/health")).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD");
  }

  /** Every carrier of virtual threads and every common pool thread is busy. */
  @Test
  void answersWhileEverythingElseIsStuck() throws IOException {
    AtomicBoolean over = new AtomicBoolean();
    int many = Runtime.getRuntime().availableProcessors() * 4;
    try {
      for (int index = 0; index < many; index++) {
        Thread.startVirtualThread(() -> spin(over));
        ForkJoinPool.commonPool().execute(() -> spin(over));
      }
      long start = System.nanoTime();
      assertThat(ask("GET", "/health")).startsWith("HTTP/1.1 200 ");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    } finally {
      over.set(true);
    }
  }

  @Test
  void saysWhichAddressIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> HealthServer.start("127.0.0.1", taken.getLocalPort(), health::get))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
    }
  }

  private static void spin(AtomicBoolean over) {
    while (!over.get()) {
      Thread.onSpinWait();
    }
  }

  private String ask(String method, String path, String... headers) throws IOException {
    StringBuilder request =
        new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: x\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return RawHttp.exchange(server.port(), request.append("Connection: close\r\n\r\n").toString());
  }
}
