// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.table.AdoptionMapper.Adoption;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HousekeepingJobTest {
  private Database database;
  private Fence fence;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("housekeeping");
    fence = new Fence(database, add(NodeRole.BACKEND, "own", "used", 0), "own");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private long add(NodeRole role, String node, String digest, int daysOld) throws Exception {
    long epoch =
        database.call(tables -> {
          tables.siteConfigs().lockRegistration();
          tables.siteConfigs().note(digest, "");
          tables
              .incarnations()
              .insert(new NewIncarnation(role, node, node + ":1", "1", digest, "boot", 1));
          return tables.incarnations().lastEpoch();
        });
    execute(
        "UPDATE beat SET beat_at = beat_at - INTERVAL %d DAY WHERE epoch = %d"
            .formatted(daysOld, epoch));
    execute("INSERT INTO area_state VALUES (%d, 'a', 'WORKING', NULL, NOW())".formatted(epoch));
    return epoch;
  }

  private long gone(NodeRole role, String node, String digest, int daysOld) throws Exception {
    long epoch = add(role, node, digest, daysOld);
    database.run(t -> t.incarnations().move(epoch, IncarnationState.UP, IncarnationState.GONE));
    return epoch;
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.commit();
    }
  }

  private List<String> column(String sql) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private void run() {
    new HousekeepingJob(fence, Duration.ofMinutes(10)).run(() -> true);
  }

  @Test
  void onlyWhatNobodyAsksForIsForgotten() throws Exception {
    gone(NodeRole.BACKEND, "week", "unused", 8);
    gone(NodeRole.DOOR, "days", "used-by-gone", 6);
    add(NodeRole.BACKEND, "hung", "used-by-hung", 30);
    add(NodeRole.FRONTEND, "lost", "used-by-lost", 2);
    add(NodeRole.FRONTEND, "quiet", "used-by-quiet", 0);
    database.run(t -> t.adoptions().note(1, "x", 2, "y", 3, 0));
    execute("UPDATE adoption SET at = at - INTERVAL 8 DAY");
    database.run(t -> t.adoptions().note(1, "kept", 2, "y", 3, 0));
    run();
    assertThat(column("SELECT node FROM incarnation ORDER BY epoch"))
        .containsExactly("own", "days", "hung", "lost", "quiet");
    assertThat(column("SELECT node FROM incarnation WHERE state = 'GONE' ORDER BY epoch"))
        .containsExactly("days", "lost");
    assertThat(column("SELECT node FROM area_state JOIN incarnation USING (epoch) ORDER BY epoch"))
        .containsExactly("own", "hung", "quiet");
    assertThat(column("SELECT digest FROM site_config ORDER BY digest"))
        .containsExactly(
            "registration",
            "used",
            "used-by-gone",
            "used-by-hung",
            "used-by-lost",
            "used-by-quiet");
    assertThat(database.call(t -> t.adoptions().latest(9)).stream().map(Adoption::fromNode))
        .containsExactly("kept");
  }

  @Test
  void moreThanABatchGoesInOneRound() throws Exception {
    execute(
        """
        INSERT INTO incarnation (role, node, address, version, config_digest, boot_id, pid, state, started_at)
        SELECT 'DOOR', 'x', 'x:1', '1', 'd', 'b', 1, 'GONE', '2020-01-01' FROM seq_1_to_250
        """);
    execute(
        "INSERT INTO beat SELECT epoch, '2020-01-01', 0, FALSE FROM incarnation WHERE node = 'x'");
    run();
    assertThat(column("SELECT node FROM incarnation")).containsExactly("own");
    assertThat(column("SELECT epoch FROM beat")).isEqualTo(column("SELECT epoch FROM incarnation"));
  }

  @Test
  void itStopsWhenItMayNotGoOn() throws Exception {
    gone(NodeRole.BACKEND, "week", "unused", 8);
    new HousekeepingJob(fence, Duration.ofMinutes(10)).run(() -> false);
    assertThat(column("SELECT node FROM incarnation ORDER BY epoch"))
        .containsExactly("own", "week");
  }

  @Test
  void anEpochThatWasForgottenIsNotUsedAgain() throws Exception {
    long last = gone(NodeRole.BACKEND, "week", "unused", 8);
    run();
    assertThat(add(NodeRole.BACKEND, "next", "used", 0)).isGreaterThan(last);
  }
}
