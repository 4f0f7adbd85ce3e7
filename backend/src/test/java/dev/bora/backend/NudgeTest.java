// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;
import static dev.bora.backend.BackendFixture.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.BackendFixture.Submission;
import dev.bora.rpc.contract.FileState;
import dev.bora.rpc.contract.NudgeArgs;
import dev.bora.rpc.contract.NudgeReply;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that looks by itself so rarely that only nudges bring it to work. */
class NudgeTest {
  private static final int WAIT_MILLIS = 20_000;

  @TempDir private Path folder;
  private BackendFixture bora;

  @BeforeEach
  void start() throws Exception {
    bora =
        new BackendFixture(
            folder, "nudge", text -> text.replace("poll-interval: 50ms", "poll-interval: 1m"));
    AtomicInteger number = new AtomicInteger();
    // Until its first look has passed, that one may be quicker than the nudge.
    Await.until(
        () -> !nudge(bora.put(ALICE, "first-" + number.incrementAndGet())).files().isEmpty());
  }

  @AfterEach
  void stop() {
    bora.close();
  }

  private NudgeReply nudge(Submission submission) {
    return bora.calls()
        .nudge(
            as(ALICE),
            new NudgeArgs(submission.rows().requestId(), submission.rows().fileIds(), WAIT_MILLIS));
  }

  private FileState only(NudgeReply reply) {
    assertThat(reply.files()).hasSize(1);
    return reply.files().getFirst();
  }

  @Test
  void aNudgeIsAnsweredWithTheTurl() {
    Submission put = bora.put(ALICE, "f");
    FileState file = only(nudge(put));
    assertThat(file.state()).isEqualTo("READY");
    assertThat(file.outcome().statusCode()).isEqualTo("SRM_SPACE_AVAILABLE");
    assertThat(file.turl()).startsWith("file:///").isEqualTo(bora.row(put).turl());
    assertThat(file.pinSeconds()).isBetween(500, 600);
  }

  @Test
  void aNudgedGetIsAnsweredWithTurlAndSize() throws Exception {
    bora.write("g", "12345");
    FileState file = only(nudge(bora.get(ALICE, 600, "g")));
    assertThat(file.outcome().statusCode()).isEqualTo("SRM_FILE_PINNED");
    assertThat(file.turl()).isEqualTo("file://" + bora.root.resolve("g"));
    assertThat(file.size()).isEqualTo(5);
  }

  @Test
  void aNudgedFailureIsAnsweredAtOnce() {
    FileState file = only(nudge(bora.get(ALICE, 600, "none")));
    assertThat(file.state()).isEqualTo("FAILED");
    assertThat(file.outcome().statusCode()).isEqualTo("SRM_INVALID_PATH");
    assertThat(file.turl()).isNull();
  }
}
