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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Doors that say with a beat that they drain. */
class DrainingDoorsTest {
  private Database database;
  private DrainingDoors doors;

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("draining_doors");
    doors = DrainingDoors.watch(database, Duration.ofMillis(20));
  }

  @AfterEach
  void stop() {
    doors.close();
    database.close();
  }

  private Fence register(NodeRole role, String node) {
    return new Membership(database, BeatTimes.DEFAULT, HostProcess.current())
        .register(
            new Membership.Identity(role, node, node + ":1", "1", "0"),
            new Fit("", _ -> List.of(), _ -> BeatTimes.DEFAULT.stale()));
  }

  private void beat(Fence node, IncarnationState state) {
    database.run(tables -> tables.incarnations().beat(node.epoch(), state));
  }

  @Test
  void aDoorDrainsUntilItWorksAgainOrStartsAnew() {
    Fence door = register(NodeRole.DOOR, "door-1");
    Fence other = register(NodeRole.DOOR, "door-2");
    Fence backend = register(NodeRole.BACKEND, "backend-1");
    beat(backend, IncarnationState.DRAINING);
    beat(door, IncarnationState.DRAINING);
    Await.until(() -> doors.test("door-1"));
    assertThat(doors.test("door-2")).isFalse();
    assertThat(doors.test("backend-1")).isFalse();
    beat(door, IncarnationState.UP);
    Await.until(() -> !doors.test("door-1"));
    beat(other, IncarnationState.DRAINING);
    Await.until(() -> doors.test("door-2"));
    // The old one is not fenced yet.
    Fence _ = register(NodeRole.DOOR, "door-2");
    Await.until(() -> !doors.test("door-2"));
  }
}
