// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.turl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.Await;
import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NodeRole;
import dev.bora.heartbeat.BeatTimes;
import dev.bora.heartbeat.Membership;
import dev.bora.site.DoorNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Doors by what their rows say. */
class OpenDoorsTest {
  private static final DoorNode ONE = door("door-1");
  private static final DoorNode TWO = door("door-2");

  private Database database;
  private Fence one;
  private Fence two;

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("open_doors");
    one = register(NodeRole.DOOR, "door-1");
    two = register(NodeRole.DOOR, "door-2");
    beat(register(NodeRole.BACKEND, "door-3"), true);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private static DoorNode door(String name) {
    return new DoorNode(name, name, 8443, "", "", 8443, "", 9998);
  }

  private Fence register(NodeRole role, String node) {
    return new Membership(database, BeatTimes.DEFAULT, HostProcess.current())
        .register(
            new Membership.Identity(role, node, node + ":1", "1", "0"),
            new Fit("", _ -> List.of(), _ -> BeatTimes.DEFAULT.stale()));
  }

  private void beat(Fence node, boolean drains) {
    database.run(tables -> tables.incarnations().beat(node.epoch(), drains));
  }

  private static List<String> names(OpenDoors doors) {
    return doors.apply(List.of(ONE, TWO, door("door-3"))).stream().map(DoorNode::name).toList();
  }

  @Test
  void aDoorThatDrainsAndThenLeavesIsNotNamedUntilItIsBack() {
    try (OpenDoors doors = OpenDoors.watch(database, Duration.ofMillis(20))) {
      Await.until(() -> names(doors).equals(List.of("door-1", "door-2", "door-3")));
      beat(one, true);
      Await.until(() -> names(doors).equals(List.of("door-2", "door-3")));
      database.run(tables -> tables.incarnations().leave(one.epoch()));
      database.run(tables ->
          tables.incarnations().move(two.epoch(), IncarnationState.UP, IncarnationState.FENCED));
      Await.until(() -> names(doors).equals(List.of("door-3")));
      Fence _ = register(NodeRole.DOOR, "door-1");
      Await.until(() -> names(doors).equals(List.of("door-1", "door-3")));
    }
  }

  @Test
  void looksOnceMoreBeforeItSaysThatNoneIsOpen() {
    beat(one, true);
    try (OpenDoors doors = OpenDoors.watch(database, Duration.ofDays(1))) {
      Await.until(() -> doors.apply(List.of(ONE, TWO)).equals(List.of(TWO)));
      beat(one, false);
      assertThat(doors.apply(List.of(ONE, TWO))).containsExactly(TWO);
      assertThat(doors.apply(List.of(ONE))).containsExactly(ONE);
    }
  }
}
