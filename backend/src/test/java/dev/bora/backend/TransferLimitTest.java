// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.BOB;
import static dev.bora.backend.BackendFixture.as;
import static dev.bora.backend.BackendFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.db.table.FileState;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.Caller;
import dev.bora.srm.types.TStatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two TURLs for puts, one for each user; one for gets. */
class TransferLimitTest {
  private static final String LIMITS =
      """
      admission:
        put: {max-transfers: 2, max-transfers-per-user: 1}
        get: {max-transfers: 1}
      """;

  @TempDir Path folder;
  private BackendFixture bora;

  @BeforeEach
  void start() throws Exception {
    bora = new BackendFixture(folder, "transfer_limit", text -> text + LIMITS);
  }

  @AfterEach
  void stop() throws Exception {
    bora.close();
  }

  private void awaitInProgress(Submission submission) {
    await(() ->
        bora.row(submission).state() == FileState.QUEUED
            && bora.row(submission).status() == TStatusCode.SRM_REQUEST_INPROGRESS);
  }

  private void abort(Caller caller, Submission submission) {
    assertThat(bora.calls().abortRequest(as(caller), new AbortRequestArgs(submission.token())))
        .isNotNull();
  }

  @Test
  void aPutStaysInProgressUntilItsUserMayHaveATurlMore() {
    Submission first = bora.put(ALICE, "one");
    assertThat(bora.turl(first)).isNotNull();
    Submission second = bora.put(ALICE, "two");
    awaitInProgress(second);
    assertThat(bora.turl(bora.put(BOB, "three"))).as("another user's").isNotNull();
    Submission fourth = bora.put(BOB, "four");
    awaitInProgress(fourth);
    assertThat(bora.row(second).state()).isEqualTo(FileState.QUEUED);

    abort(ALICE, first);
    await(() -> bora.row(second).state() == FileState.READY);
    assertThat(bora.row(fourth).state()).isEqualTo(FileState.QUEUED);
  }

  @Test
  void whatCannotBeFailsWithoutWaitingForATurl() {
    assertThat(bora.turl(bora.put(ALICE, "one"))).isNotNull();
    Submission same = bora.put(ALICE, "one");
    await(() -> bora.row(same).state() == FileState.FAILED);
    assertThat(bora.row(same).status()).isEqualTo(TStatusCode.SRM_DUPLICATION_ERROR);
    Submission nowhere = bora.put(ALICE, "no-such-directory/one");
    await(() -> bora.row(nowhere).state() == FileState.FAILED);
    assertThat(bora.row(nowhere).status()).isEqualTo(TStatusCode.SRM_INVALID_PATH);
  }

  @Test
  void aPathIsFreeWhileAPutOfItWaits() {
    Submission first = bora.put(ALICE, "one");
    assertThat(bora.turl(first)).isNotNull();
    Submission waits = bora.put(ALICE, "two");
    awaitInProgress(waits);
    assertThat(bora.turl(bora.put(BOB, "two"))).isNotNull();
    abort(ALICE, first);
    await(() -> bora.row(waits).state() == FileState.FAILED);
    assertThat(bora.row(waits).status()).isEqualTo(TStatusCode.SRM_DUPLICATION_ERROR);
  }

  @Test
  void aGetThatWaitsCanBeAborted() throws Exception {
    Files.writeString(bora.root.resolve("file"), "x");
    Submission first = bora.get(ALICE, 600, "file");
    assertThat(bora.turl(first)).isNotNull();
    Submission second = bora.get(ALICE, 600, "file");
    Submission third = bora.get(BOB, 600, "file");
    awaitInProgress(second);
    awaitInProgress(third);
    abort(ALICE, second);
    assertThat(bora.row(second).state()).isEqualTo(FileState.ABORTED);
    abort(ALICE, first);
    await(() -> bora.row(third).state() == FileState.READY);
    abort(BOB, third);
    assertThat(bora.held()).isZero();
    assertThat(bora.counted()).isZero();
  }
}
