// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.table.Ids;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NodeRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final BeatTimes QUICK =
      new BeatTimes(Duration.ofMillis(50), Duration.ofMillis(300), Duration.ofMillis(500));
  private static final String ADDRESS = "host-1:8080";

  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("membership");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aForerunnerWhoseProcessIsGoneIsFencedAtOnce() {
    Fence first = register(new HostProcess("boot-1", Integer.MAX_VALUE), ADDRESS);
    HostProcess here = new HostProcess("boot-1", 1);
    Fence second = register(here, ADDRESS);
    Membership membership = new Membership(database, BeatTimes.DEFAULT, here);

    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThat(membership.fenceIfDead(first.epoch(), ADDRESS, null)).isTrue();
    assertThatThrownBy(() -> first.run(tables -> {})).isInstanceOf(Fence.FencedException.class);
    membership.bury(first.epoch());
    assertThat(membership.watched())
        .extracting(IncarnationRow::epoch)
        .containsExactly(second.epoch());
  }

  @Test
  void aRegistrationThatLosesItsConnectionIsMadeOnceMore() throws Exception {
    register(new HostProcess("boot-1", 1), ADDRESS);
    try (Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement();
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.executeQuery("SELECT * FROM site_config FOR UPDATE").close();
      Future<Fence> second =
          beside.submit(() -> register(new HostProcess("boot-1", 2), "host-2:8080"));
      statement.execute("KILL " + awaitRegistering(statement));
      assertThat(awaitRegistering(statement)).as("tried again").isPositive();
      other.rollback();
      second.get(20, TimeUnit.SECONDS).run(tables -> {});
    }
  }

  @Test
  void troubleThatAFenceMeetsIsSeenAndALockedRowOfAnotherNodeIsNot() throws Exception {
    HostProcess here = new HostProcess("boot-1", 1);
    Fence own = register(here, ADDRESS);
    Fence stopped = register(new HostProcess("boot-1", 2), "host-2:8080");
    Membership membership = new Membership(database, BeatTimes.DEFAULT, here);
    try (Connection holder = database.dataSource().getConnection();
        Statement statement = holder.createStatement()) {
      lock(statement, stopped);
      assertThatThrownBy(() -> membership.fenceIfDead(stopped.epoch(), "", null))
          .isInstanceOf(DatabaseUnavailableException.class);
      assertThat(database.wasInTroubleWithin(Duration.ofMinutes(1))).isFalse();
      lock(statement, own);
      assertThatThrownBy(() -> own.run(tables -> {}))
          .isInstanceOf(DatabaseUnavailableException.class);
      assertThat(database.wasInTroubleWithin(Duration.ofMinutes(1))).isTrue();
      holder.rollback();
    }
  }

  private static void lock(Statement statement, Fence fence) throws Exception {
    statement
        .executeQuery("SELECT * FROM incarnation WHERE epoch = " + fence.epoch() + " FOR UPDATE")
        .close();
  }

  /** The connection that waits for the lock of registrations. */
  private static long awaitRegistering(Statement statement) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < end) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT id FROM information_schema.processlist"
                  + " WHERE info LIKE 'INSERT INTO site_config%' AND command <> 'Killed'")) {
        if (row.next()) {
          return row.getLong(1);
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    throw new AssertionError("nobody registers");
  }

  @Test
  void whoMayLiveIsFencedOnlyWhenStaleAndSeenUnchanged() {
    Fence other = register(new HostProcess("boot-1", 1), "host-2:8080");
    Membership patient = new Membership(database, BeatTimes.DEFAULT, new HostProcess("boot-1", 2));
    assertThat(patient.fenceIfDead(other.epoch(), "", beatOf(other))).isFalse();
    other.run(tables -> {});

    Membership quick = new Membership(database, QUICK, new HostProcess("boot-1", 2));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!quick.fenceIfDead(other.epoch(), "", beatOf(other))) {
      assertThat(quick.fenceIfDead(other.epoch(), "", null)).isFalse();
      assertThat(System.nanoTime()).isLessThan(end);
    }
    assertThatThrownBy(() -> other.run(tables -> {})).isInstanceOf(Fence.FencedException.class);
  }

  @Test
  void theDeadAreFencedThoughTheDatabasesClockWasSetBack() throws Exception {
    Fence other = register(new HostProcess("boot-1", 1), "host-2:8080");
    Instant before = beatOf(other);
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      // what a clock that is set back an hour makes of a beat
      statement.executeUpdate("UPDATE beat SET beat_at = beat_at + INTERVAL 1 HOUR");
      connection.commit();
    }
    Membership membership =
        new Membership(database, BeatTimes.DEFAULT, new HostProcess("boot-1", 2));
    assertThat(membership.fenceIfDead(other.epoch(), "", null)).isFalse();
    assertThat(membership.fenceIfDead(other.epoch(), "", before))
        .as("it has beaten since it was looked at")
        .isFalse();
    assertThat(membership.fenceIfDead(other.epoch(), "", beatOf(other))).isTrue();
  }

  @Test
  void whatHoldsWorkIsNotBuried() {
    Fence first = register(new HostProcess("boot-1", Integer.MAX_VALUE), ADDRESS);
    first.run(tables -> tables.queue().hold(first.epoch(), Ids.of(1)));
    Membership membership =
        new Membership(database, BeatTimes.DEFAULT, new HostProcess("boot-1", 1));
    assertThat(membership.fenceIfDead(first.epoch(), ADDRESS, null)).isTrue();
    membership.bury(first.epoch());
    assertThat(membership.watched())
        .extracting(IncarnationRow::epoch)
        .containsExactly(first.epoch());
  }

  @Test
  void whoLeavesWithWorkInHandLeavesItToTheOthers() {
    HostProcess here = new HostProcess("boot-1", 1);
    Fence first = register(here, ADDRESS);
    first.run(tables -> tables.queue().hold(first.epoch(), Ids.of(1)));
    new Membership(database, BeatTimes.DEFAULT, here).deregister(first);
    assertThat(new Membership(database, BeatTimes.DEFAULT, here).watched())
        .extracting(IncarnationRow::state)
        .containsExactly(IncarnationState.FENCED);
  }

  @Test
  void aLeaseHasOneHolderAndMovesWhenItIsFenced() {
    Fence first = register(new HostProcess("boot-1", 1), ADDRESS);
    Fence second = register(new HostProcess("boot-2", 1), "host-2:8080");
    assertThat(new Leases(first).hold("expiry")).isTrue();
    assertThat(new Leases(second).hold("expiry")).isFalse();
    assertThat(new Leases(first).hold("expiry")).isTrue();
    database.run(
        t -> t.incarnations().move(first.epoch(), IncarnationState.UP, IncarnationState.FENCED));
    assertThat(new Leases(second).hold("expiry")).isTrue();
    assertThatThrownBy(() -> new Leases(first).hold("expiry"))
        .isInstanceOf(Fence.FencedException.class);
  }

  @Test
  void timesThatCannotWorkAreRefused() {
    assertThatThrownBy(() ->
            new BeatTimes(Duration.ofSeconds(4), Duration.ofSeconds(6), Duration.ofSeconds(10)))
        .hasMessage("self-stop is PT6S, must be at least twice the beat of PT4S");
    assertThatThrownBy(() ->
            new BeatTimes(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(7)))
        .hasMessage("stale is PT7S, must be at least self-stop PT6S plus beat PT2S");
  }

  private Instant beatOf(Fence one) {
    return new Membership(database, BeatTimes.DEFAULT, new HostProcess("boot-1", 2))
        .watched().stream()
            .filter(row -> row.epoch() == one.epoch())
            .findFirst()
            .orElseThrow()
            .beatAt();
  }

  private Fence register(HostProcess process, String address) {
    return new Membership(database, BeatTimes.DEFAULT, process)
        .register(
            new Membership.Identity(NodeRole.BACKEND, "backend-1", address, "1", "0"),
            new Fit("", _ -> List.of(), _ -> Duration.ofSeconds(10)));
  }
}
