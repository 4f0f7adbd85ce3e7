// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.srm.gsi.TlsPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frontend that may have 100 KiB of messages in memory. */
class MessageMemoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String HEAD = "0POST /srm/managerv2 HTTP/1.1\r\nHost: localhost\r\n";
  private static final int LONG = 60 << 10;
  private static final String UNDERSTOOD = "The message is not well-formed XML";
  private static final String BUSY = "The server is busy, try again later";

  /** Many times what the buffers of both sides hold. */
  private static final String LONG_ANSWERS =
      "0" + "GET /srm/managerv2?wsdl HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500);

  @TempDir static Path folder;
  private static Database database;
  private static TestSite site;
  private static SSLContext tls;
  private final List<SlowClient> clients = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    // Before the database driver touches TLS.
    TlsPlatform.prepare();
    database = TestServer.migratedDatabase("message_memory");
    String limits = "surls-per-request: 20, soap-body-size: 64KiB, soap-memory: 100KiB";
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
  }

  private SlowClient connect(String first) throws Exception {
    SlowClient client = new SlowClient(site.frontend.srmPort(), tls);
    clients.add(client);
    client.send(first);
    return client;
  }

  /** All of a call but its last bytes. */
  private SlowClient longCall() throws Exception {
    return connect(HEAD + "Content-Length: " + (LONG + 10) + "\r\n\r\n" + "a".repeat(LONG));
  }

  private static boolean becomes(SlowClient client, Predicate<String> received) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (client.isOpen() && System.nanoTime() < end) {
      if (received.test(client.received())) {
        return true;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return received.test(client.received());
  }

  /** Each time by a call of its own, until one is told. */
  private String finallyTold(Predicate<String> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String told = told();
      if (wanted.test(told) || System.nanoTime() > end) {
        return told;
      }
    }
  }

  private String told() throws Exception {
    try (SlowClient asks = longCall()) {
      asks.send("b".repeat(10));
      boolean _ = becomes(asks, received -> received.endsWith(":Envelope>"));
      return asks.received();
    } catch (IOException refused) {
      // The connection was closed before all was sent, and so before the answer was seen.
      return "";
    }
  }

  @Test
  void aCallForWhichThereIsNoRoomIsRefusedUntilAnotherHasEnded() throws Exception {
    SlowClient first = longCall();
    // There it is when another finds no room.
    assertThat(finallyTold(told -> told.contains(BUSY)))
        .startsWith("HTTP/1.1 500 ")
        .containsIgnoringCase("connection: close");
    first.close();
    assertThat(finallyTold(told -> told.contains(UNDERSTOOD))).contains(UNDERSTOOD);
  }

  @Test
  void whatIsAnsweredIsForgotten() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(told()).contains(UNDERSTOOD);
    }
  }

  @Test
  void anAnswerThatIsNotTakenLeavesNoRoom() throws Exception {
    List<SlowClient> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(connect(LONG_ANSWERS));
    }
    assertThat(finallyTold(told -> told.contains(BUSY))).contains(BUSY);
    for (SlowClient reader : readers) {
      reader.close();
    }
    assertThat(finallyTold(told -> told.contains(UNDERSTOOD))).contains(UNDERSTOOD);
  }
}
