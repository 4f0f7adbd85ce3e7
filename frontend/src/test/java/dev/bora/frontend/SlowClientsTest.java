// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go on and on and never come to an end, or stop in the middle. */
class SlowClientsTest {
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration BEAT = Duration.ofMillis(100);

  /** A machine that is busy with something else looks late; but before the idle time-out. */
  private static final Duration LATE = Duration.ofSeconds(8);

  private static final int CROWD = 240;

  private static final String GSI = "0";
  private static final String HEAD = "POST /srm/managerv2 HTTP/1.1\r\nHost: localhost\r\n";
  private static final String BODY = HEAD + "Content-Length: 100000\r\n\r\n";

  /** Many times what the buffers of both sides hold. */
  private static final String LONG_ANSWERS =
      "GET /srm/managerv2?wsdl HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500);

  @TempDir static Path folder;
  private static Database database;
  private static TestSite site;
  private static SSLContext tls;
  private final List<SlowClient> clients = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    // Before the database driver touches TLS.
    TlsPlatform.prepare();
    database = TestServer.migratedDatabase("slow_clients");
    String limits =
        "surls-per-request: 20, call-timeout: %ds, idle-timeout: %ds"
            .formatted(CALL.toSeconds(), IDLE.toSeconds());
    site = new TestSite(folder, database, yaml -> yaml.replace("surls-per-request: 20", limits));
    tls = SlowClient.context(site.user("alice", "testvo", "/testvo"));
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
    database.close();
  }

  @AfterEach
  void leave() throws Exception {
    for (SlowClient client : clients) {
      client.close();
    }
    site.backend.reset();
  }

  private SlowClient connect() throws IOException {
    SlowClient client = new SlowClient(site.frontend.srmPort(), tls);
    clients.add(client);
    return client;
  }

  private SlowClient connect(String first) throws IOException {
    SlowClient client = connect();
    client.send(GSI + first);
    return client;
  }

  private static boolean becomes(BooleanSupplier condition, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(BEAT.toNanos());
    }
    return true;
  }

  private static void pass(Duration time) {
    assertThat(becomes(() -> false, time)).isFalse();
  }

  private static void assertEnded(SlowClient client, Predicate<SlowClient> goesOn) {
    long start = System.nanoTime();
    assertThat(becomes(() -> !goesOn.test(client), LATE)).as("ended").isTrue();
    assertThat(System.nanoTime() - start).isGreaterThan(CALL.dividedBy(2).toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"P", HEAD, HEAD + "X: ", "\r\n"})
  void aHeadThatTricklesInIsEnded(String first) throws Exception {
    SlowClient client = connect(first);
    assertEnded(client, first.isBlank() ? SlowClient::blankLine : SlowClient::goOn);
    assertThat(client.received()).isEmpty();
  }

  @Test
  void aHeadThatStopsIsEnded() throws Exception {
    assertEnded(connect(HEAD), SlowClient::isOpen);
  }

  @Test
  void aTlsRecordThatTricklesInIsEnded() throws Exception {
    SlowClient client = connect("");
    client.beginRecord();
    assertEnded(client, SlowClient::goOnWithRecord);
  }

  @Test
  void aSecondCallIsMeasuredAsTheFirst() throws Exception {
    SlowClient client = connect(call(new SrmPingRequest(null)));
    assertThat(becomes(() -> answers(client) == 1, LATE)).isTrue();
    pass(CALL.multipliedBy(2));
    client.send(HEAD);
    assertEnded(client, SlowClient::goOn);
  }

  @Test
  void aBodyThatTricklesInIsAnswered() throws Exception {
    SlowClient client = connect(BODY);
    assertEnded(client, SlowClient::goOn);
    assertThat(client.received()).startsWith("HTTP/1.1 408 ").contains("too slowly");
  }

  @ParameterizedTest
  @ValueSource(strings = {BODY, BODY + "<"})
  void aBodyThatStopsIsEnded(String first) throws Exception {
    assertEnded(connect(first), SlowClient::isOpen);
  }

  @Test
  void theTimeOfTheHeadCountsForTheBody() throws Exception {
    SlowClient client = connect("P");
    pass(CALL.multipliedBy(3).dividedBy(4));
    long headIsThere = System.nanoTime();
    client.send(BODY.substring(1));
    assertThat(becomes(() -> !client.goOn(), LATE)).isTrue();
    assertThat(client.received()).startsWith("HTTP/1.1 408 ");
    assertThat(Duration.ofNanos(System.nanoTime() - headIsThere)).isLessThan(CALL);
  }

  @Test
  void anAnswerThatIsTakenInSipsIsNotWaitedForForever() throws Exception {
    assertEnded(connect(LONG_ANSWERS), SlowClient::sips);
  }

  @Test
  void hundredsAtOnceCostNoThreadEachAndLetOthersBeServed() throws Exception {
    assertThat(ping()).isLessThan(LATE);
    List<Predicate<SlowClient>> ways = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      SlowClient _ = connect();
      ways.add(i % 12 == 0 ? SlowClient::isListenedTo : SlowClient::goOn);
    }
    int before = threads();
    // All at once: until the GSI byte another limit counts.
    for (int i = 0; i < CROWD; i++) {
      clients.get(i).send(GSI + (i % 12 == 0 ? LONG_ANSWERS : i % 2 == 0 ? HEAD : BODY));
    }
    int mostThreads = 0;
    Duration slowest = Duration.ZERO;
    List<Integer> there = new ArrayList<>(IntStream.range(0, CROWD).boxed().toList());
    long end = System.nanoTime() + IDLE.plus(LATE).toNanos();
    while (!there.isEmpty()) {
      assertThat(System.nanoTime()).as("%s are still there", there).isLessThan(end);
      there.removeIf(i -> !ways.get(i).test(clients.get(i)));
      Duration took = ping();
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      mostThreads = Math.max(mostThreads, threads());
    }
    assertThat(mostThreads).isLessThan(before + CROWD / 4);
    assertThat(slowest).isLessThan(CALL);
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static Duration ping() throws Exception {
    long start = System.nanoTime();
    assertThat(site.ask("bob", new SrmPingRequest(null), SrmPingResponse.class)).isNotNull();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void silenceBetweenCallsAndACallThatTakesLongAreNotSlow() throws Exception {
    SlowClient client = connect(call(new SrmPingRequest(null)));
    assertThat(becomes(() -> answers(client) == 1, LATE)).isTrue();
    pass(CALL.multipliedBy(2));
    assertThat(client.isOpen()).isTrue();
    site.backend.before = () -> pass(CALL.multipliedBy(2));
    client.send(call(new SrmMkdirRequest(null, "srm://localhost/data/d", null)));
    assertThat(becomes(() -> answers(client) == 2, LATE)).isTrue();
    pass(CALL.multipliedBy(2));
    assertThat(client.isOpen()).isTrue();
  }

  private static String call(SrmRequest request) {
    byte[] body = new SoapCodec().writeRequest(request);
    return "%sContent-Type: text/xml; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(HEAD, body.length, new String(body, StandardCharsets.UTF_8));
  }

  /** So far. */
  private static int answers(SlowClient client) {
    boolean _ = client.isOpen();
    return client.received().split("HTTP/1.1 200 ", -1).length - 1;
  }
}
