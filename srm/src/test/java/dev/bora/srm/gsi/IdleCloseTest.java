// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.srm.client.GridHttpClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Idle connections end without a close_notify: Globus clients would take it for the answer to their
 * next call, and a copy that lasts longer than the idle timeout would lose its srmPutDone.
 */
class IdleCloseTest {

  private static final Duration IDLE = Duration.ofMillis(700);

  @TempDir Path folder;

  private TestSite site() throws Exception {
    return TestSite.start(folder, Duration.ofMinutes(10), config -> config.withIdleTimeout(IDLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", ""})
  void idleConnectionEndsWithoutAlert(String gsiByte) throws Exception {
    try (TestSite site = site();
        RawTlsClient client = new RawTlsClient(site.port(), site.proxy(TestSite.hour()))) {
      client.send(gsiByte + "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.receiveText()).startsWith("HTTP/1.1 200");
      assertThat(client.recordTypesUntilEnd()).contains(22, 23).doesNotContain(RawTlsClient.ALERT);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5000})
  void stopEndsIdleConnectionsWithoutAlert(long graceMillis) throws Exception {
    try (TestSite site = TestSite.start(folder, Duration.ofMinutes(10), config -> config);
        RawTlsClient client = new RawTlsClient(site.port(), site.proxy(TestSite.hour()))) {
      client.send("0POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.receiveText()).startsWith("HTTP/1.1 200");
      site.server.setStopTimeout(graceMillis);
      long begin = System.nanoTime();
      site.server.stop();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(4000);
      assertThat(client.recordTypesUntilEnd()).contains(22, 23).doesNotContain(RawTlsClient.ALERT);
    }
  }

  @Test
  void gracefulStopFinishesWhatRuns() throws Exception {
    try (TestSite site = TestSite.start(folder, Duration.ofMinutes(10), config -> config);
        GridHttpClient client = site.client(Transport.HTTPG, site.proxy(TestSite.hour()))) {
      assertThat(TestSite.text(client, "/")).contains("Alice");
      CompletableFuture<String> slow =
          CompletableFuture.supplyAsync(() -> {
            try {
              return TestSite.text(client, "/wait/1500");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      Eventually.become(Duration.ofSeconds(5), () -> site.slowRequests.get() == 1);
      site.server.setStopTimeout(5000);
      site.server.stop();
      assertThat(slow.get(10, TimeUnit.SECONDS)).contains("Alice", "/wait/1500");
    }
  }

  @Test
  void nextRequestReconnects() throws Exception {
    try (TestSite site = site();
        GridHttpClient client = site.client(Transport.HTTPG, site.proxy(TestSite.hour()))) {
      assertThat(TestSite.text(client, "/one")).contains("/one x");
      Eventually.become(
          Duration.ofSeconds(5), () -> site.connector.getConnectedEndPoints().isEmpty());
      assertThat(TestSite.text(client, "/two")).contains("/two x");
    }
  }

  @Test
  void aSlowHandlerIsNotIdle() throws Exception {
    try (TestSite site = site();
        GridHttpClient client = site.client(Transport.HTTPG, site.proxy(TestSite.hour()))) {
      assertThat(TestSite.text(client, "/wait/" + IDLE.multipliedBy(3).toMillis()))
          .contains("Alice Adams", "/wait/");
    }
  }

  @Test
  void aRequestThatABusyHostHasNotReadIsNotIdle() throws Exception {
    CompletableFuture<Void> busy = new CompletableFuture<>();
    try (TestSite site = site();
        RawTlsClient client = new RawTlsClient(site.port(), site.proxy(TestSite.hour()))) {
      String request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
      client.send(request);
      assertThat(client.receiveText()).startsWith("HTTP/1.1 200");
      for (ManagedSelector selector :
          site.connector.getSelectorManager().getBeans(ManagedSelector.class)) {
        selector.submit(_ -> busy.join());
      }
      client.send(request);
      long silence = System.nanoTime() + IDLE.multipliedBy(3).toNanos();
      Eventually.become(Duration.ofSeconds(5), () -> System.nanoTime() > silence);
      busy.complete(null);
      assertThat(client.receiveText()).startsWith("HTTP/1.1 200");
    } finally {
      busy.complete(null);
    }
  }
}
