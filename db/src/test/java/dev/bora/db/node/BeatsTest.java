// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.bora.db.Database;
import dev.bora.db.LockWaits;
import dev.bora.db.TestServer;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node remembers of its beats, and a database that does not. */
class BeatsTest {
  private Database database;
  private Fence first;
  private Fence second;
  private Beats firstBeats;
  private Beats secondBeats;

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("beats");
    first = register(database, "backend-1");
    second = register(database, "backend-2");
    firstBeats = new Beats(first.epoch(), first.node(), new Drain(first.node(), () -> {}));
    secondBeats = new Beats(second.epoch(), second.node(), new Drain(second.node(), () -> {}));
    assertThat(firstBeats.send(database)).isTrue();
    assertThat(firstBeats.send(database)).isTrue();
    assertThat(secondBeats.send(database)).isTrue();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.commit();
    }
  }

  private String halted() {
    return database.call(tables -> tables.halts().reason());
  }

  private long registerAnew() {
    Fit fit = new Fit("", _ -> List.of(), _ -> Duration.ofSeconds(10));
    NewIncarnation self =
        new NewIncarnation(NodeRole.BACKEND, "backend-3", "127.0.0.1:8080", "1", "0", "boot", 1);
    return database.call(tables -> fit.register(tables, self));
  }

  @Test
  void aBeatDoesNotWaitForTheWorkOfItsNode() throws Exception {
    CountDownLatch letIn = new CountDownLatch(1);
    CountDownLatch beaten = new CountDownLatch(1);
    CompletableFuture<Boolean> work =
        CompletableFuture.supplyAsync(() ->
            first.call(tables -> {
              assertThat(tables.halts().reason()).isNull();
              letIn.countDown();
              return Uninterruptibles.awaitUninterruptibly(beaten, 30, TimeUnit.SECONDS);
            }));
    letIn.await();
    assertThat(firstBeats.send(database)).isTrue();
    beaten.countDown();
    assertThat(work.get()).as("it was at work until then").isTrue();
  }

  @Test
  void aBeatThatMeetsItsFencingIsNone() throws Exception {
    CompletableFuture<Boolean> beat;
    try (Connection fencing = database.dataSource().getConnection();
        Statement statement = fencing.createStatement()) {
      statement.executeUpdate(
          "UPDATE incarnation SET state = 'FENCED' WHERE epoch = " + first.epoch());
      beat = CompletableFuture.supplyAsync(() -> firstBeats.send(database));
      LockWaits.awaitOne(database);
      fencing.commit();
    }
    assertThat(beat.get()).isFalse();
    long counted = database.call(tables -> tables.incarnations().beats(first.epoch()));
    assertThat(counted).as("those before").isEqualTo(2);
  }

  @Test
  void aDatabaseThatHasForgottenOneBeatHaltsAll() throws Exception {
    // As the backup had it.
    execute("UPDATE beat SET beats = 0 WHERE epoch = " + first.epoch());
    assertThat(firstBeats.send(database)).isFalse();
    assertThat(halted())
        .isEqualTo(
            "the database is older than what backend-1 (epoch %d) has seen of it: 0 of its beats are there, 2 were committed"
                .formatted(first.epoch()));
    assertThat(secondBeats.send(database)).as("a node that has not noticed itself").isFalse();
    assertThatThrownBy(this::registerAnew)
        .isInstanceOf(UnfitNodeException.class)
        .hasMessageContaining("bora db accept");
  }

  @Test
  void aDatabaseThatDoesNotKnowTheIncarnationHaltsAll() throws Exception {
    execute("DELETE FROM incarnation WHERE epoch = " + second.epoch());
    assertThat(secondBeats.send(database)).isFalse();
    assertThat(halted()).contains("backend-2");
  }

  @Test
  void oneThatWasFencedOrForgottenLongAgoHaltsNobody() throws Exception {
    database.run(tables ->
        tables.incarnations().move(first.epoch(), IncarnationState.UP, IncarnationState.FENCED));
    assertThat(firstBeats.send(database)).isFalse();
    execute("DELETE FROM incarnation WHERE epoch = " + first.epoch());
    assertThat(firstBeats.send(database)).isFalse();
    assertThat(halted()).isNull();
  }

  @Test
  void aBeatWhoseCommitWasInDoubtHaltsNobody() throws Exception {
    // It was committed, and the node was not told.
    execute("UPDATE beat SET beats = beats + 1 WHERE epoch = " + first.epoch());
    assertThat(firstBeats.send(database)).isTrue();
    assertThat(firstBeats.send(database)).isTrue();
  }

  @Test
  void onceItIsAcceptedNothingThatWasGivenOutIsGivenOutAgain() throws Exception {
    assertThat(Halt.lift(database)).as("nothing is halted").isEmpty();
    execute("DELETE FROM incarnation");
    execute("ALTER TABLE incarnation AUTO_INCREMENT = 1");
    assertThat(secondBeats.send(database)).isFalse();
    assertThat(Halt.lift(database)).isPresent();
    assertThat(halted()).isNull();
    assertThat(registerAnew()).isGreaterThan(second.epoch());
    assertThat(firstBeats.send(database)).as("it has ended").isFalse();
    assertThat(halted()).as("by one that was cut off meanwhile").isNull();
  }

  @Test
  void anOperatorSaysThatItWasPutBackWhenNobodyCouldNotice() throws Exception {
    execute("DELETE FROM incarnation");
    execute("ALTER TABLE incarnation AUTO_INCREMENT = 1");
    Halt.declare(database);
    assertThatThrownBy(this::registerAnew).isInstanceOf(UnfitNodeException.class);
    assertThat(Halt.lift(database)).hasValue("the database was put back to what it was before");
    assertThat(registerAnew()).isGreaterThan(second.epoch() + 1000);
  }
}
