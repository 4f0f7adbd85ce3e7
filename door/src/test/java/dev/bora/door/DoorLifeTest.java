// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.node.UnfitNodeException;
import dev.bora.db.queue.Claims;
import dev.bora.db.queue.DeadDoors;
import dev.bora.db.queue.DoorWrites;
import dev.bora.db.table.FileState;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import dev.bora.door.DoorFixture.Open;
import dev.bora.site.Essentials;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doors that are late, fenced, and succeeded. */
class DoorLifeTest {
  private static final Duration SELF_STOP = Duration.ofSeconds(6);

  @TempDir Path folder;
  private DoorFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture =
        DoorFixture.start(folder, "door_life", limits -> limits.withLook(Duration.ofMillis(100)));
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  private Fence register(String node, String address) {
    long epoch =
        fixture.database.call(tables -> {
          tables
              .incarnations()
              .insert(new NewIncarnation(NodeRole.DOOR, node, address, "1", "0", "b", 1));
          return tables.incarnations().lastEpoch();
        });
    return new Fence(fixture.database, epoch, node);
  }

  private IncarnationRow incarnation(long epoch) {
    return Objects.requireNonNull(
        fixture.database.call(tables -> tables.incarnations().lockForUpdate(epoch)));
  }

  private IncarnationState state(long epoch) {
    return incarnation(epoch).state();
  }

  private Instant beat(long epoch) {
    return beat(fixture.database, epoch);
  }

  private static Instant beat(Database database, long epoch) {
    return Objects.requireNonNull(
            database.call(tables -> tables.incarnations().lockForUpdate(epoch)))
        .beatAt();
  }

  private void fence(long epoch) {
    fixture.database.run(tables -> DeadDoors.fence(tables, epoch, _ -> true));
  }

  @Test
  void withoutABeatInTimeNoWriteBegins() throws Exception {
    Open open = fixture.upload("late", null);
    AtomicLong clock = new AtomicLong(-5);
    Fence fence = register("other", "elsewhere:1");
    DoorLife life =
        new DoorLife(fixture.database, fence, fixture.drain(), SELF_STOP, clock::get, clock.get());
    try (AreaFile file = AreaFile.forWriting(fixture.area, open.upload(), life, true)) {
      file.write(ByteBuffer.wrap("in time".getBytes(US_ASCII)), 0, life);
      clock.addAndGet(SELF_STOP.toNanos());
      assertThatThrownBy(() -> file.write(ByteBuffer.wrap(new byte[99]), 0, life))
          .isInstanceOf(LifeOverException.class);
      assertThatThrownBy(() -> AreaFile.forWriting(fixture.area, open.upload(), life, true))
          .isInstanceOf(LifeOverException.class);
      assertThat(fixture.uploadFile(open)).hasContent("in time");

      assertThat(life.beat()).isTrue();
      file.write(ByteBuffer.wrap("good".getBytes(US_ASCII)), 0, life);
      fence(fence.epoch());
      assertThat(life.beat()).isFalse();
      assertThatThrownBy(() -> file.write(ByteBuffer.wrap(new byte[99]), 0, life))
          .isInstanceOf(LifeOverException.class);
      assertThat(fixture.uploadFile(open)).hasContent("goodime");
    }
  }

  @Test
  void aDoorThatWasFencedWritesNoMoreOfItAndRegistersAnew() throws Exception {
    Open open = fixture.upload("fenced", null);
    byte[] block = new byte[64 * 1024];
    long first = fixture.epoch();
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PUT", open.target(), "Transfer-Encoding: chunked").chunk(block);
      Eventually.isTrue(() -> Files.size(fixture.uploadFile(open)) == block.length);
      fence(first);
      Eventually.isTrue(() -> state(first) == IncarnationState.GONE);
      assertThat(fixture.epoch()).isGreaterThan(first);
      assertThat(client.chunk(block).reply(true).status()).isEqualTo(503);
    }
    assertThat(fixture.uploadFile(open)).hasSize(block.length);
    Eventually.isTrue(() -> fixture.door.transfers() == 0);
    try (DoorClient client = fixture.client(fixture.alice())) {
      assertThat(client.put(open.target(), new byte[] {'x'}).status()).isEqualTo(201);
    }
    assertThat(fixture.uploadFile(open)).hasContent("x");
    assertThat(new Claims(fixture.fence).claimToCommit(open.id(), null)).isNotNull();
  }

  @Test
  void aForerunnerElsewhereIsMissedByTheBackends() throws Exception {
    fixture.door.close();
    Open open = fixture.upload("forerunner", null);
    Fence older = register("door", "elsewhere:1");
    assertThat(new DoorWrites(older).begin(open.id())).isTrue();
    fixture.door =
        Door.start(fixture.site, fixture.node, fixture.database, "test", fixture.drain());
    assertThat(fixture.epoch()).isGreaterThan(older.epoch());
    assertThat(state(older.epoch())).as("it may live").isEqualTo(IncarnationState.UP);
    assertThat(fixture.isBeingWritten(open)).isTrue();

    try (Connection connection = fixture.database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      // what a clock that goes forward an hour makes of a beat
      statement.execute(
          "UPDATE beat SET beat_at = beat_at - INTERVAL 1 HOUR WHERE epoch = " + older.epoch());
      connection.commit();
    }
    for (int beats = 0; beats < 3; beats++) {
      Instant last = beat(fixture.epoch());
      Eventually.isTrue(() -> beat(fixture.epoch()).isAfter(last));
    }
    assertThat(state(older.epoch())).as("a door does not judge").isEqualTo(IncarnationState.UP);
    assertThat(fixture.isBeingWritten(open)).isTrue();

    fence(older.epoch());
    Eventually.isTrue(() -> state(older.epoch()) == IncarnationState.GONE);
    assertThat(fixture.isBeingWritten(open)).isFalse();
  }

  @Test
  void aDoorThatDoesNotFitDoesNotStartOrTransfersNothing() throws Exception {
    Files.writeString(fixture.root.resolve("file"), "content");
    Open open = fixture.pin("file");
    String essentials =
        Essentials.of(fixture.site).text().replace(fixture.root.toString(), "/elsewhere");
    long clashing =
        fixture.database.call(tables -> {
          tables.siteConfigs().note("another", essentials);
          tables
              .incarnations()
              .insert(new NewIncarnation(NodeRole.BACKEND, "far", "far:1", "1", "another", "b", 1));
          return tables.incarnations().lastEpoch();
        });
    fence(fixture.epoch());
    Eventually.isTrue(() -> status(open) == 503);
    assertThat(fixture.health().body())
        .contains(
            "door does not fit far (epoch %d): storage-areas.data.root: %s here, /elsewhere there"
                .formatted(clashing, fixture.root));
    fixture.door.close();
    assertThatThrownBy(
            () -> Door.start(fixture.site, fixture.node, fixture.database, "test", fixture.drain()))
        .isInstanceOf(UnfitNodeException.class);

    fixture.database.run(
        t -> t.incarnations().move(clashing, IncarnationState.UP, IncarnationState.GONE));
    fixture.door =
        Door.start(fixture.site, fixture.node, fixture.database, "test", fixture.drain());
    assertThat(status(open)).isEqualTo(200);
  }

  private int status(Open open) throws Exception {
    try (DoorClient client = fixture.client(fixture.alice())) {
      return client.ask("GET", open.target()).status();
    }
  }

  @Test
  void itBeatsThoughItsWorkHasAllConnections() throws Exception {
    long epoch = fixture.epoch();
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < TestServer.config("door_life").pool().size(); i++) {
        taken.add(fixture.database.dataSource().getConnection());
      }
      try (Database other = Database.open(TestServer.config("door_life"))) {
        for (int beats = 0; beats < 3; beats++) {
          Instant last = beat(other, epoch);
          Eventually.isTrue(() -> beat(other, epoch).isAfter(last));
        }
      }
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
  }

  @Test
  void aDoorThatStopsInOrderLeavesNothing() throws Exception {
    long epoch = fixture.epoch();
    Open open = fixture.upload("stopped", null);
    try (DoorClient client = fixture.client(fixture.alice())) {
      assertThat(client.put(open.target(), new byte[1]).status()).isEqualTo(201);
    }
    fixture.door.close();
    assertThat(state(epoch)).isEqualTo(IncarnationState.GONE);
    assertThat(
            Objects.requireNonNull(new Claims(fixture.fence).claimToCommit(open.id(), null))
                .state())
        .isEqualTo(FileState.RUNNING);
  }
}
