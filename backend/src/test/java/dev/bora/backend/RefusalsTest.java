// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.PoolConfig;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.rpc.contract.AskAgainException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a frontend is told of a call that was not ended. */
class RefusalsTest {
  private final Database work = unreachable();
  private final Database beats = unreachable();
  private final Refusals refusals = new Refusals(new RecentTrouble(work, beats));

  /** Nothing listens there. */
  private static Database unreachable() {
    return Database.open(
        DatabaseConfig.of("jdbc:mysql://127.0.0.1:1/none", "nobody", "", 2)
            .withPool(PoolConfig.of(2).withTimeout(Duration.ofMillis(250))));
  }

  @AfterEach
  void close() {
    work.close();
    beats.close();
  }

  private static void meetTrouble(Database database) {
    assertThatThrownBy(() -> database.call(tables -> tables.incarnations().live()))
        .isInstanceOf(DatabaseUnavailableException.class);
  }

  private boolean namesTheDatabase(Throwable problem) {
    return ((AskAgainException) refusals.toldApart(problem)).isWithoutDatabase();
  }

  @Test
  void whatWasFencedIsForOthers() {
    assertThat(namesTheDatabase(new FencedException("backend-1", 7))).isFalse();
    assertThat(refusals.askAgain("no incarnation", null).isWithoutDatabase()).isFalse();
  }

  @Test
  void whatCouldNotBeatIsTheDatabasesTrouble() {
    meetTrouble(beats);
    assertThat(namesTheDatabase(new FencedException("backend-1", 7))).isTrue();
    assertThat(refusals.askAgain("no incarnation", null).isWithoutDatabase()).isTrue();
  }

  @Test
  void whatMetTroubleItselfNeedsNoOtherSign() {
    meetTrouble(work);
    assertThat(namesTheDatabase(new FencedException("backend-1", 7))).isTrue();
  }

  @Test
  void otherThingsStayWhatTheyAre() {
    meetTrouble(work);
    var problem = new IllegalStateException("no");
    assertThat(refusals.toldApart(problem)).isSameAs(problem);
  }
}
