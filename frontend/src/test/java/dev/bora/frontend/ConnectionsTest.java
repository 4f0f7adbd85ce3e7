// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are there and say nothing. */
class ConnectionsTest {
  private static final int MOST = 40;

  @TempDir static Path folder;
  private Database database;
  private TestSite site;
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    // Before the database driver touches TLS.
    TlsPlatform.prepare();
    database = TestServer.migratedDatabase("connections");
    site =
        new TestSite(
            folder,
            database,
            yaml ->
                yaml.replace(
                    "surls-per-request: 20", "surls-per-request: 20, connections: " + MOST));
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    site.close();
    database.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("localhost", site.frontend.srmPort());
    sockets.add(socket);
    return socket;
  }

  private static boolean isClosed(Socket socket) {
    try {
      socket.setSoTimeout(20);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private List<Socket> open() {
    return sockets.stream().filter(socket -> !isClosed(socket)).toList();
  }

  private void awaitOpen(int connections) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (open().size() != connections) {
      assertThat(System.nanoTime()).as("%d are open", open().size()).isLessThan(end);
    }
  }

  @Test
  void oneTooManyIsClosedAtOnceAndAPlaceThatIsFreeIsTaken() throws Exception {
    for (int i = 0; i < MOST + 1; i++) {
      Socket _ = connect();
    }
    awaitOpen(MOST);
    open().getFirst().close();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (open().size() < MOST) {
      assertThat(System.nanoTime()).as("no place is free").isLessThan(end);
      Socket _ = connect();
    }
    Socket _ = connect();
    awaitOpen(MOST);
  }

  @Test
  void theyCostNoThreadAndOthersAreServed() throws Exception {
    assertThat(ping()).isNotNull();
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    for (int i = 0; i < MOST - 5; i++) {
      // The byte that httpg begins with, or the first of a TLS handshake that does not go on.
      connect().getOutputStream().write(i % 2 == 0 ? '0' : 0x16);
    }
    assertThat(ping()).isNotNull();
    // The server's own, of which there may be some more by now, are a few at most.
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + MOST / 2);
  }

  private SrmPingResponse ping() throws Exception {
    return site.ask("alice", new SrmPingRequest(null), SrmPingResponse.class);
  }
}
