// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.bora.db.table.Ids;
import dev.bora.db.table.Pause;
import dev.bora.db.table.Phase;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.TallyRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements that are sent with others. */
class PacketTest {
  private static final Pause ONE = new Pause(Pause.Kind.USER, "one", 1, false);
  private static final Pause TWO = new Pause(Pause.Kind.USER, "two; DROP TABLE pause", 2, true);
  private static final long NOBODY = 4711;
  private static final TallyRow ROW = new TallyRow(RequestKind.PUT, TallyRow.ALL, 0, 1, 0, 0);
  private static final String SCHEMA = "packets";

  private final List<Integer> told = new ArrayList<>();
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase(SCHEMA);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<Pause> pauses() {
    return database.call(tables -> tables.pauses().all());
  }

  @Test
  void runInTheirOrderAndBeforeTheNextQuery() {
    List<Pause> seen =
        database.call(tables -> {
          tables.later(() -> tables.pauses().pause(ONE));
          tables.later(() -> tables.pauses().resume(ONE.kind(), ONE.name()), told::add);
          tables.later(() -> tables.pauses().resume(ONE.kind(), ONE.name()), told::add);
          tables.later(() -> tables.pauses().pause(TWO));
          assertThat(told).isEmpty();
          return tables.pauses().all();
        });
    assertThat(seen).containsExactly(TWO);
    assertThat(told).containsExactly(1, 0);
    assertThat(pauses()).containsExactly(TWO);
  }

  @Test
  void runBeforeTheCommitWithoutAnother() {
    database.run(tables ->
        tables.later(() -> {
          tables.pauses().pause(ONE);
          tables.pauses().pause(TWO);
        }));
    assertThat(pauses()).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void anUpdateAfterThemAnswersForItself() {
    database.run(tables -> tables.pauses().pause(ONE));
    int rows =
        database.call(tables -> {
          tables.later(() -> tables.incarnations().lockShared(NOBODY), told::add);
          tables.later(() -> tables.pauses().pause(TWO));
          return tables.pauses().resume(ONE.kind(), ONE.name());
        });
    assertThat(rows).isEqualTo(1);
    assertThat(told).containsExactly(0);
    assertThat(pauses()).containsExactly(TWO);
  }

  @Test
  void whoIsToldOfRowsCanRefuseAll() {
    IllegalStateException refusal = new IllegalStateException("not so many");
    assertThatThrownBy(() ->
            database.call(tables -> {
              tables.later(
                  () -> tables.pauses().pause(ONE),
                  _ -> {
                    throw refusal;
                  });
              tables.later(() -> tables.pauses().pause(TWO));
              return tables.pauses().all();
            }))
        .isSameAs(refusal);
    assertThatThrownBy(() ->
            database.run(tables -> {
              tables.later(
                  () -> tables.pauses().pause(ONE),
                  _ -> {
                    throw refusal;
                  });
              assertThat(catchRuntimeException(() -> tables.pauses().all())).isNotNull();
            }))
        .as("a refusal that nobody minds")
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(pauses()).isEmpty();
  }

  /** In the middle of a packet: what comes before it would answer, and is not known to have. */
  @Test
  void oneThatFailsSpoilsTheTransaction() {
    database.run(tables -> tables.queue().hold(1, Ids.of(2)));
    RuntimeException failure =
        catchRuntimeException(() ->
            database.run(tables -> {
              tables.later(() -> tables.pauses().pause(ONE), told::add);
              tables.later(() -> tables.queue().hold(1, Ids.of(2)));
              tables.later(() -> tables.pauses().pause(TWO), told::add);
            }));
    assertThat(SqlErrors.isDuplicateKey(failure)).as("%s", failure).isTrue();
    assertThat(told).isEmpty();
    assertThatThrownBy(() ->
            database.run(tables -> {
              tables.later(() -> tables.pauses().pause(ONE));
              RuntimeException caught =
                  catchRuntimeException(() -> tables.queue().hold(1, Ids.of(2)));
              assertThat(SqlErrors.isDuplicateKey(caught)).isTrue();
              tables.pauses().pause(TWO);
            }))
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(pauses()).isEmpty();
  }

  @Test
  void queriesAreAnsweredTogether() {
    List<Soon<Pause>> found =
        database.call(tables -> {
          tables.later(() -> tables.pauses().pause(ONE));
          Soon<Pause> first = tables.soon(() -> tables.pauses().all());
          tables.later(() -> tables.pauses().pause(TWO), told::add);
          Soon<Pause> second = tables.soon(() -> tables.pauses().all());
          assertThat(tables.pauses().resume(ONE.kind(), ONE.name())).isEqualTo(1);
          assertThat(first.get()).containsExactly(ONE);
          assertThat(told).containsExactly(1);
          Soon<Pause> third = tables.soon(() -> tables.pauses().all());
          assertThat(third.get()).as("it is sent when it is asked for").containsExactly(TWO);
          return List.of(first, second, tables.soon(() -> tables.pauses().all()));
        });
    assertThat(found.get(0).get()).containsExactly(ONE);
    assertThat(found.get(1).get()).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(found.get(2).get()).as("after the transaction").containsExactly(TWO);
  }

  /** A node that was stopped just before its commit holds a slot of the tally, and not others. */
  @Test
  void onlyTheTallyIsWaitedForAgain() throws Exception {
    database.run(tables -> tables.pauses().pause(ONE));
    for (int slot = 0; slot < 16; slot++) {
      int each = slot;
      database.run(tables -> tables.tallies().add(List.of(ROW), each));
    }
    try (Database other = Database.open(TestServer.config(SCHEMA));
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      AtomicReference<Future<?>> writes = new AtomicReference<>();
      other.run(tables -> {
        assertThat(tables.tallies().lockSlots(ROW.kind(), ROW.share())).hasSize(16);
        writes.set(thread.submit(this::resumeAndCount));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (database.retries() == 0 && System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        assertThat(database.retries()).isPositive();
      });
      assertThat(writes.get().get(20, TimeUnit.SECONDS)).isNull();
      assertThat(pauses()).isEmpty();
      database.run(tables -> tables.pauses().pause(ONE));
      long before = database.retries();
      other.run(tables -> {
        tables.pauses().pause(ONE);
        assertThatThrownBy(this::resumeAndCount).isInstanceOf(DatabaseUnavailableException.class);
      });
      assertThat(database.retries()).isEqualTo(before);
    }
  }

  private void resumeAndCount() {
    database.run(tables -> {
      tables.later(() -> tables.pauses().resume(ONE.kind(), ONE.name()));
      tables.tally().enter(ROW.kind(), ROW.share(), Phase.WAITING, 1);
    });
  }
}
