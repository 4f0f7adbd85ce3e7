// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.BOB;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.table.Line;
import dev.bora.db.table.Pause;
import dev.bora.db.table.RequestKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that an operator lets wait. */
class PauseTest {
  private Database database;
  private Claims claims;
  private long ofAlice;
  private long ofBob;

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("pause");
    claims = new Claims(register(database, "backend-1"));
    ofAlice = new Submissions(database).submit(put(ALICE, "a")).fileIds().getFirst();
    ofBob = new Submissions(database).submit(put(BOB, "b")).fileIds().getFirst();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void pause(Pause.Kind kind, String name, long share) {
    database.run(tables -> tables.pauses().pause(new Pause(kind, name, share, false)));
  }

  private List<Long> named(long share, long file) {
    return claims.claimNamed(Line.ofWork("data", RequestKind.PUT, share), List.of(file)).stream()
        .map(row -> row.id())
        .toList();
  }

  @Test
  void aUsersFilesWaitAndNobodyElses() {
    pause(Pause.Kind.USER, ALICE.dn(), ALICE.share());
    assertThat(claims.lines("data"))
        .containsExactly(Line.ofWork("data", RequestKind.PUT, BOB.share()));
    assertThat(named(ALICE.share(), ofAlice)).isEmpty();
    assertThat(named(BOB.share(), ofBob)).containsExactly(ofBob);
    database.run(tables -> tables.pauses().resume(Pause.Kind.USER, ALICE.dn()));
    assertThat(claims.lines("data"))
        .containsExactly(Line.ofWork("data", RequestKind.PUT, ALICE.share()));
    assertThat(named(ALICE.share(), ofAlice)).containsExactly(ofAlice);
  }

  @Test
  void anAreasFilesWaitWhosesoeverTheyAre() {
    pause(Pause.Kind.AREA, "data", 0);
    assertThat(claims.lines("data")).isEmpty();
    assertThat(named(BOB.share(), ofBob)).isEmpty();
    pause(Pause.Kind.AREA, "other", 0);
    database.run(tables -> tables.pauses().resume(Pause.Kind.AREA, "data"));
    assertThat(claims.lines("data"))
        .containsExactlyInAnyOrder(
            Line.ofWork("data", RequestKind.PUT, ALICE.share()),
            Line.ofWork("data", RequestKind.PUT, BOB.share()));
  }
}
