// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.DoorWrites;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import dev.bora.door.DoorFixture.Open;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A door as a node: start and stop, health, limits, log. */
class DoorTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private DoorFixture fixture;

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  private long newer() {
    return fixture.database.call(tables -> {
      tables
          .incarnations()
          .insert(new NewIncarnation(NodeRole.DOOR, "door", "localhost:1", "1", "0", "b", 1));
      return tables.incarnations().lastEpoch();
    });
  }

  private void restart() throws Exception {
    fixture.door.close();
    fixture.door =
        Door.start(fixture.site, fixture.node, fixture.database, "test", fixture.drain());
  }

  @Test
  void whatAKilledDoorWasWritingIsFreedWhenItIsBack() throws Exception {
    fixture = DoorFixture.start(folder, "door_restart");
    Open open = fixture.upload("a", null);
    Fence killed = new Fence(fixture.database, newer(), "door");
    assertThat(new DoorWrites(killed).begin(open.id())).isTrue();
    try (DoorClient client = fixture.client(null)) {
      assertThat(client.put(open.target(), new byte[1]).status()).isEqualTo(409);
    }
    restart();
    assertThat(fixture.isBeingWritten(open)).isFalse();
    try (DoorClient client = fixture.client(null)) {
      assertThat(client.put(open.target(), new byte[1]).status()).isEqualTo(201);
    }
  }

  @Test
  void aPortInUse() throws Exception {
    fixture = DoorFixture.start(folder, "door_port");
    assertThatThrownBy(
            () -> Door.start(fixture.site, fixture.node, fixture.database, "test", fixture.drain()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot listen on localhost:%d: Address already in use"
                .formatted(fixture.node.httpsPort()));
    assertThat(health().statusCode()).as("the first one is unharmed").isEqualTo(200);
  }

  private HttpResponse<String> health() throws Exception {
    return fixture.health();
  }

  @Test
  void healthTellsWhenAnotherProcessIsThisDoor() throws Exception {
    fixture = DoorFixture.start(folder, "door_health");
    assertThat(health().body()).isEqualTo("ok\n");
    DoorPresence other =
        DoorPresence.start(
            fixture.database,
            fixture.database,
            fixture.site,
            fixture.node,
            "test",
            fixture.drain(),
            System::nanoTime);
    HttpResponse<String> reply = health();
    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.body())
        .isEqualTo("fenced: another process is this door, or its beats came late\n");
    other.close();
    Eventually.isTrue(() -> health().statusCode() == 200);
  }

  @Test
  void beyondTheLimitItRefuses() throws Exception {
    fixture = DoorFixture.start(folder, "door_limit", limits -> limits.withTransfers(1));
    Open first = fixture.upload("first", null);
    Open second = fixture.upload("second", null);
    try (DoorClient one = fixture.client(null);
        DoorClient two = fixture.client(null)) {
      one.send("PUT", first.target(), "Content-Length: 2").write(new byte[1]);
      Eventually.isTrue(() -> fixture.isBeingWritten(first));
      DoorClient.Reply refused = two.put(second.target(), new byte[1]);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("10");
      assertThat(one.write(new byte[1]).reply(true).status()).isEqualTo(201);
      Eventually.isTrue(() -> fixture.door.transfers() == 0);
      assertThat(two.put(second.target(), new byte[1]).status()).isEqualTo(201);
    }
  }

  @Test
  void clientsThatStallCostNeitherThreadsNorMuchMemory() throws Exception {
    fixture = DoorFixture.start(folder, "door_stall");
    try (RandomAccessFile file = new RandomAccessFile(fixture.root.resolve("f").toFile(), "rw")) {
      file.setLength(200 * MEGABYTE);
    }
    Open open = fixture.pin("f");
    int clients = 60;
    List<DoorClient> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < clients; i++) {
        stalled.add(fixture.client(null).send("GET", open.target()));
      }
      Eventually.isTrue(() -> fixture.door.transfers() == clients);
      assertThat(platformThreads("area-data-")).isLessThanOrEqualTo(16);
      assertThat(platformThreads("door")).isLessThan(clients / 2);
      try (DoorClient quick = fixture.client(null)) {
        assertThat(quick.ask("GET", open.target(), "Range: bytes=0-0").status()).isEqualTo(206);
      }
      assertThat(directMemory()).isLessThan(clients * MEGABYTE);
    } finally {
      for (DoorClient client : stalled) {
        client.cut();
      }
    }
    Eventually.isTrue(() -> fixture.door.transfers() == 0);
  }

  private static long platformThreads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .count();
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void twoHundredMegabytesThereAndBack() throws Exception {
    fixture = DoorFixture.start(folder, "door_large");
    Open open = fixture.upload("large", 200 * MEGABYTE);
    byte[] block = new byte[(int) MEGABYTE];
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PUT", open.target(), "Content-Length: " + 200 * MEGABYTE);
      for (int i = 0; i < 200; i++) {
        block[0] = (byte) i;
        client.write(block);
      }
      assertThat(client.reply(true).status()).isEqualTo(201);
      assertThat(directMemory()).isLessThan(32 * MEGABYTE);
      client.send("GET", open.target());
      InputStream in = client.stream();
      while (in.read() != '\r' || in.read() != '\n' || in.read() != '\r') {
        // headers end with an empty line
      }
      assertThat(in.read()).isEqualTo('\n');
      for (int i = 0; i < 200; i++) {
        block[0] = (byte) i;
        assertThat(in.readNBytes((int) MEGABYTE)).isEqualTo(block);
      }
    }
  }

  @Test
  void theAccessLogTellsAllButTheSecret() throws Exception {
    fixture = DoorFixture.start(folder, "door_log");
    Files.write(fixture.root.resolve("a\"b"), "12345".getBytes(US_ASCII));
    Open open = fixture.pin("a\"b");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger access = (Logger) LoggerFactory.getLogger("bora.access.door");
    lines.start();
    access.addAppender(lines);
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.ask("GET", open.target());
      client.ask("GET", open.target() + "x".repeat(3));
      client.ask("GET", "/" + open.id() + "/wrong-secret-of-22-letters/x");
      Eventually.isTrue(() -> lines.list.size() == 3);
    } finally {
      access.detachAppender(lines);
    }
    List<String> texts = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(texts.getFirst())
        .matches(
            "client=(127.0.0.1|\\[::1]):\\d+"
                + " dn=\"/DC=bora/DC=testgrid/OU=People/CN=Alice Adams\" method=GET file="
                + open.id()
                + " path=\"data:/a\\\\\"b\" bytes=5 status=200 ms=\\d+");
    assertThat(texts.getLast()).contains(" file=- path=- bytes=0 status=404 ");
    assertThat(texts).noneMatch(line -> line.contains("ecret"));
  }

  @Test
  void stoppingWaitsForTransfers() throws Exception {
    fixture =
        DoorFixture.start(
            folder,
            "door_stop",
            limits ->
                new DoorLimits(
                    limits.transfers(), limits.idle(), limits.look(), Duration.ofSeconds(20)));
    Open open = fixture.upload("a", null);
    try (DoorClient client = fixture.client(null);
        DoorClient late = fixture.client(null)) {
      client.send("PUT", open.target(), "Content-Length: 2").write(new byte[1]);
      Eventually.isTrue(() -> fixture.isBeingWritten(open));
      Thread closing = Thread.ofPlatform().start(fixture.door::close);
      Eventually.isTrue(() -> late.ask("HEAD", open.target()).status() == 503);
      assertThat(client.write(new byte[1]).reply(true).status()).isEqualTo(201);
      closing.join();
    }
    assertThat(fixture.uploadFile(open)).hasSize(2);
    List<IncarnationRow> live = fixture.database.call(tables -> tables.incarnations().live());
    assertThat(live).noneMatch(row -> row.role() == NodeRole.DOOR);
  }
}
