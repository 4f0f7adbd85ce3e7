// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.queue.Claims;
import dev.bora.db.queue.Submissions;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.Line;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.NodeRole;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.heartbeat.kernel.BootClock;
import dev.bora.srm.types.TOverwriteMode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend that comes back, and takes what its dead forerunner held at its first look. */
class AdopterTest {
  private static final String ADDRESS = "host-1:8080";

  /** More than two batches. */
  private static final int HELD = 1_200;

  private final HostProcess here = new HostProcess("boot-1", 1);
  private Database database;
  private Fence dead;
  private Fence fence;
  private Heart heart;

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("adopter");
    dead = register(new HostProcess("boot-1", Integer.MAX_VALUE));
    hold(HELD);
    fence = register(here);
    heart =
        Heart.start(
            database,
            fence,
            BeatTimes.DEFAULT,
            new Drain("backend-1", () -> {}),
            new RecordingSwitch(() -> {}),
            _ -> {});
  }

  @AfterEach
  void close() {
    heart.close();
    database.close();
  }

  @Test
  void nothingIsBegunBeforeAllIsTaken() {
    RecordingWork work = new RecordingWork(10_000);
    try (Adopter _ = adopter(work)) {
      assertThat(work.takenAtBegin.getFirst()).isEqualTo(HELD);
      assertThat(work.leftAtBegin.getFirst()).isZero();
      assertThat(work.batches.getFirst()).isLessThan(HELD);
    }
    assertThat(held(fence)).isEqualTo(HELD);
  }

  @Test
  void whatThereIsNoRoomForIsLeftToOthersAndTheRestIsBegun() {
    int room = 700;
    RecordingWork work = new RecordingWork(room);
    try (Adopter _ = adopter(work)) {
      assertThat(work.takenAtBegin.getFirst()).isEqualTo(room);
      assertThat(work.leftAtBegin.getFirst()).isEqualTo(HELD - room);
    }
    assertThat(held(fence)).isEqualTo(room);
  }

  @Test
  void whatWasTakenIsBegunThoughTheRestCannotBe() {
    RecordingWork work =
        new RecordingWork(10_000) {
          @Override
          public synchronized void adopted(List<FileRow> files) {
            super.adopted(files);
            database.run(t ->
                t.incarnations().move(fence.epoch(), IncarnationState.UP, IncarnationState.FENCED));
          }
        };
    assertThatThrownBy(() -> adopter(work)).isInstanceOf(FencedException.class);
    assertThat(work.batches).hasSize(1);
    assertThat(work.takenAtBegin).isEqualTo(work.batches);
  }

  private Adopter adopter(Adopter.Work work) {
    Membership membership = new Membership(database, BeatTimes.DEFAULT, here);
    return Adopter.start(
        membership, fence, heart, BeatTimes.DEFAULT, ADDRESS, work, false, BootClock::nanos);
  }

  private Fence register(HostProcess process) {
    return new Membership(database, BeatTimes.DEFAULT, process)
        .register(
            new Membership.Identity(NodeRole.BACKEND, "backend-1", ADDRESS, "1", "0"),
            new Fit("", _ -> List.of(), _ -> Duration.ofSeconds(10)));
  }

  private void hold(int count) {
    Requester alice = new Requester("/CN=Alice", "testvo", List.of("/testvo"));
    List<NewFile> files =
        IntStream.range(0, count)
            .mapToObj(n -> NewFile.accepted("srm://h/f" + n, Place.of("data", "f" + n), null))
            .toList();
    NewRequest puts =
        new NewRequest(
            UUID.randomUUID().toString(),
            RequestKind.PUT,
            alice,
            null,
            "127.0.0.1",
            "frontend-1",
            List.of("https"),
            TOverwriteMode.NEVER,
            false,
            600,
            3600,
            files);
    new Submissions(database).submit(puts);
    assertThat(
            new Claims(dead)
                .claimOldest(Line.ofWork("data", RequestKind.PUT, alice.share()), 0, count))
        .hasSize(count);
  }

  private long held(Fence holder) {
    return database.call(tables -> tables.queue().held(holder.epoch()));
  }

  /** The first look is one thread's, the later ones another's. */
  private class RecordingWork implements Adopter.Work {
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final List<Integer> takenAtBegin = new CopyOnWriteArrayList<>();
    private final List<Long> leftAtBegin = new CopyOnWriteArrayList<>();
    private final int room;
    private int taken;

    RecordingWork(int room) {
      this.room = room;
    }

    @Override
    public synchronized void adopted(List<FileRow> files) {
      batches.add(files.size());
      taken += files.size();
    }

    @Override
    public synchronized void begin() {
      takenAtBegin.add(taken);
      leftAtBegin.add(held(dead));
    }

    @Override
    public synchronized int room() {
      return room - taken;
    }
  }
}
