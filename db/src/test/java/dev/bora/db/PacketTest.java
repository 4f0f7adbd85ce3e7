// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.bora.db.table.Ids;
import dev.bora.db.table.Pause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements that are sent with others. */
class PacketTest {
  private static final Pause ONE = new Pause(Pause.Kind.USER, "one", 1, false);
  private static final Pause TWO = new Pause(Pause.Kind.USER, "two; DROP TABLE pause", 2, true);
  private static final long NOBODY = 4711;

  private final List<Integer> told = new ArrayList<>();
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("packets");
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
}
