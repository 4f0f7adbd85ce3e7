// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.queue.Lines;
import dev.bora.db.table.Line;
import dev.bora.db.table.Pause;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients are told while operators let their work wait. */
class PausedTest extends SrmFixture {
  private static final String DIRECTORY = "srm://localhost/data/made";
  private static final TReturnStatus PAUSED =
      new TReturnStatus(
          TStatusCode.SRM_INTERNAL_ERROR,
          "Storage area data is paused by its operators, try again later");

  @AfterEach
  void resume() throws Exception {
    database.run(tables -> tables.pauses().resume(Pause.Kind.AREA, "data"));
    awaitMkdir(true);
  }

  private void pause(boolean refuses) throws Exception {
    database.run(tables -> tables.pauses().pause(new Pause(Pause.Kind.AREA, "data", 0, refuses)));
    awaitMkdir(false);
  }

  /** A frontend hears of it with its next beat. */
  private static void awaitMkdir(boolean succeeds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while ((mkdir().statusCode() == TStatusCode.SRM_SUCCESS) != succeeds) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static TReturnStatus mkdir() throws Exception {
    return site.ask("alice", new SrmMkdirRequest(null, DIRECTORY, null), SrmMkdirResponse.class)
        .returnStatus();
  }

  private static TReturnStatus put() throws Exception {
    SrmPrepareToPutResponse answer = site.ask("alice", put(FILE), SrmPrepareToPutResponse.class);
    return Objects.requireNonNull(answer.arrayOfFileStatuses()).getFirst().status();
  }

  @Test
  void whatCanWaitIsAcceptedAndWhatCannotIsRefused() throws Exception {
    pause(false);
    assertThat(mkdir()).isEqualTo(PAUSED);
    SrmRmResponse removed =
        site.ask("alice", new SrmRmRequest(null, List.of(FILE), null), SrmRmResponse.class);
    assertThat(Objects.requireNonNull(removed.arrayOfFileStatuses()).getFirst().status())
        .isEqualTo(PAUSED);
    assertThat(put().statusCode()).isEqualTo(TStatusCode.SRM_REQUEST_QUEUED);
  }

  @Test
  void whatIsToBeRefusedIsNotAccepted() throws Exception {
    pause(true);
    assertThat(put()).isEqualTo(PAUSED);
    List<Line> waiting = database.call(tables -> Lines.waiting(tables, "data"));
    assertThat(waiting).isEmpty();
  }
}
