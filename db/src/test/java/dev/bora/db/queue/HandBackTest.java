// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Line;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a backend has claimed and cannot begin. */
class HandBackTest {
  private Database database;
  private Fence first;
  private FileRow row;

  @BeforeEach
  void claim() throws Exception {
    database = TestServer.migratedDatabase("hand_back");
    first = register(database, "backend-1");
    new Submissions(database).submit(put(ALICE, "a"));
    row =
        new Claims(first)
            .claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 10)
            .getFirst();
    assertThat(new PathLocks(first).take(Claim.of(row), row.place(), PathLock.Kind.FILE)).isTrue();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private FileRow now() {
    return Objects.requireNonNull(database.call(tables -> tables.files().byId(row.id())));
  }

  private long heldBy(Fence fence) {
    return database.call(tables -> tables.queue().heldIds(fence.epoch(), 10)).size();
  }

  @Test
  void isForWhoeverClaimsItNext() {
    assertThat(new Claims(first).handBack(row)).isTrue();
    assertThat(now().state()).isEqualTo(FileState.QUEUED);
    assertThat(now().owner()).isNull();
    assertThat(heldBy(first)).isZero();
    assertThat(database.<Object>call(t -> t.pathLocks().holder("data", row.place().path())))
        .isNull();
    assertThat(new Claims(first).handBack(row)).as("it is nobody's").isFalse();

    Fence second = register(database, "backend-2");
    List<FileRow> claimed =
        new Claims(second).claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 10);
    assertThat(claimed).extracting(FileRow::id).containsExactly(row.id());
    assertThat(claimed).extracting(FileRow::claim).containsExactly(row.claim() + 1);
    assertThat(new Claims(first).handBack(row)).as("it is another's").isFalse();
    assertThat(heldBy(second)).isOne();
  }

  @Test
  void isKeptOnceAStepHasBegun() {
    new Journal(first).intend(Claim.of(row), new Intent(Step.CREATE, null, 1), List.of());
    assertKept();
  }

  @Test
  void isKeptWhenItIsToBeAborted() {
    first.run(tables -> tables.files().askAbort(row.id(), "call"));
    assertKept();
  }

  private void assertKept() {
    assertThat(new Claims(first).handBack(row)).isFalse();
    assertThat(now().state()).isEqualTo(FileState.RUNNING);
    assertThat(heldBy(first)).isOne();
    List<Line> waiting = database.call(tables -> Lines.waiting(tables, "data"));
    assertThat(waiting).isEmpty();
  }
}
