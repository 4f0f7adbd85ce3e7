// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.BOB;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.schema.Schema;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.TallyRow;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that were there before they were counted. */
class TallyMigrationTest {
  private static final BigDecimal TALLY = new BigDecimal("20261127000001");

  @Test
  void whatIsThereIsCountedAndFoundInItsLine() throws Exception {
    try (Database database = TestServer.migratedDatabase("tally_migration")) {
      Fence fence = register(database, "backend-1");
      Claims claims = new Claims(fence);
      new Submissions(database).submit(put(ALICE, "a", "b", "c", "d"));
      new Submissions(database).submit(put(BOB, "e"));
      List<FileRow> rows = claims.claimOldest(work(ALICE.share()), 0, 3);
      Journal journal = new Journal(fence);
      assertThat(journal.uploadReady(Claim.of(rows.get(0)), "https://door/a", 60)).isTrue();
      assertThat(journal.uploadReady(Claim.of(rows.get(1)), "https://door/b", 60)).isTrue();
      assertThat(claims.claimToCommit(rows.get(1).id(), "call")).isNotNull();
      assertThat(claims.park(rows.get(2))).isTrue();

      Schema schema = new Schema(database.dataSource());
      while (isThere(schema)) {
        schema.down();
      }
      schema.up();

      List<TallyRow> counted =
          database.call(tables ->
              tables.tallies().of(List.of(RequestKind.PUT), List.of(ALICE.share(), BOB.share())));
      assertThat(counted)
          .containsExactlyInAnyOrder(
              new TallyRow(RequestKind.PUT, ALICE.share(), 2, 0, 0, 2),
              new TallyRow(RequestKind.PUT, BOB.share(), 1, 0, 0, 0),
              new TallyRow(RequestKind.PUT, TallyRow.ALL, 3, 0, 0, 2));
      Collection<Line> lines = claims.lines("data");
      assertThat(lines).containsExactlyInAnyOrder(work(ALICE.share()), work(BOB.share()));
      assertThat(claims.claimOldest(work(BOB.share()), 0, 10)).hasSize(1);
      assertThat(claims.claimOldest(work(ALICE.share()), 0, 10))
          .as("what waited for a TURL as well")
          .extracting(FileRow::id)
          .containsExactly(rows.get(2).id(), rows.get(2).id() + 1);
    }
  }

  private static Line work(long share) {
    return Line.ofWork("data", RequestKind.PUT, share);
  }

  private static boolean isThere(Schema schema) throws Exception {
    return schema.list().stream()
        .anyMatch(one -> one.id().compareTo(TALLY) == 0 && one.appliedAt() != null);
  }
}
