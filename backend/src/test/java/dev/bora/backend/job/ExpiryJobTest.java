// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.Await;
import dev.bora.backend.JobFixture;
import dev.bora.backend.work.Retention;
import dev.bora.db.queue.Claim;
import dev.bora.db.queue.Journal.Ending;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test runs the job itself, over and over, until the database's clock has come far enough. */
class ExpiryJobTest {
  private static final Retention SHORT =
      new Retention(Duration.ofSeconds(1), Duration.ofSeconds(1));
  private static final Retention LONG = new Retention(Duration.ofHours(1), Duration.ofHours(1));

  @TempDir private Path folder;
  private JobFixture bora;
  private ExpiryJob job;

  private void start(Retention retention) throws Exception {
    bora = new JobFixture(folder, "expiry", retention);
    job = new ExpiryJob(bora.tools(), bora.aborts(), Duration.ofSeconds(1));
  }

  @AfterEach
  void close() {
    bora.close();
  }

  private FileRow row(long id) {
    return requireNonNull(bora.row(id));
  }

  private void run() {
    try {
      job.run(() -> true);
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private long secondsLeft(long id) {
    long request = row(id).requestId();
    return requireNonNull(bora.tools().fence().call(tables -> tables.requests().byId(request)))
        .secondsLeft();
  }

  private boolean hasEnded(long id) {
    run();
    return row(id).state().isFinal();
  }

  private boolean isForgotten(long id) {
    run();
    return bora.row(id) == null;
  }

  private List<FileRow> claimAll() {
    return bora.tools()
        .claims()
        .claimOldest(Line.ofWork("data", RequestKind.PUT, JobFixture.requester().share()), 0, 100);
  }

  private void finish(FileRow row, int keepSeconds) {
    bora.tools().journal().finish(Claim.of(row), Ending.done(), List.of(), keepSeconds);
  }

  private void assertNothingIsLeft() {
    for (String table :
        List.of("request", "request_file", "deadline", "ready", "claimed", "path_lock", "pin")) {
      assertThat(bora.count(table)).as(table).isZero();
    }
  }

  @Test
  void aRequestThatNobodyClaimsEndsInTime() throws Exception {
    start(LONG);
    long early = bora.put(600, 600, "early").fileIds().getFirst();
    long late = bora.put(1, 600, "late").fileIds().getFirst();
    Await.until(() -> hasEnded(late));
    assertThat(row(late).state()).isEqualTo(FileState.EXPIRED);
    assertThat(row(late).status()).isEqualTo(TStatusCode.SRM_FAILURE);
    assertThat(row(late).explanation()).isEqualTo("The time of the request has run out");
    assertThat(row(early).state()).isEqualTo(FileState.QUEUED);
    assertThat(claimAll()).extracting(FileRow::id).containsExactly(early);
  }

  /** Its row in the queue is gone, as by a claim that commits when the job has looked already. */
  @Test
  void whatIsClaimedAtThatMomentIsLookedAtAgain() throws Exception {
    start(LONG);
    long id = bora.put(1, 600, "f").fileIds().getFirst();
    bora.tools().fence().run(tables -> tables.queue().dequeue(row(id).line(), Ids.of(id)));
    // Its first reminder is due within a second of the request's end.
    Await.until(() -> {
      run();
      return secondsLeft(id) < -2;
    });
    assertThat(row(id).state()).isEqualTo(FileState.QUEUED);
    assertThat(bora.count("deadline")).isOne();
  }

  @Test
  void whatEndedLongAgoIsForgottenWithItsRequest() throws Exception {
    start(SHORT);
    long first = bora.put(1, 600, "f", "g").fileIds().getFirst();
    FileRow mkdir = bora.begin(RequestKind.MKDIR, "d");
    finish(mkdir, 1);
    Await.until(() -> isForgotten(first) && isForgotten(mkdir.id()));
    Await.until(() -> isForgotten(first) && bora.count("deadline") == 0);
    assertNothingIsLeft();
  }

  @Test
  void whatEndedJustNowIsKept() throws Exception {
    start(LONG);
    FileRow mkdir = bora.begin(RequestKind.MKDIR, "d");
    // A reminder of something earlier, which comes while it is to be kept.
    bora.tools().fence().run(tables -> tables.deadlines().in(0, Ids.of(mkdir.id())));
    finish(mkdir, 3600);
    Await.until(() -> !isForgotten(mkdir.id()) && bora.count("deadline") == 1);
    assertThat(row(mkdir.id()).state()).isEqualTo(FileState.DONE);
    assertThat(bora.count("request")).isOne();
  }

  @Test
  void aRequestIsKeptAsLongAsOneOfItsFiles() throws Exception {
    start(SHORT);
    long id = bora.put(600, 600, "f", "g").fileIds().getFirst();
    List<FileRow> both = claimAll();
    finish(both.getFirst(), 1);
    Await.until(() -> isForgotten(id));
    assertThat(bora.count("request")).isOne();
    assertThat(row(both.getLast().id()).state()).isEqualTo(FileState.RUNNING);
    finish(both.getLast(), 1);
    Await.until(() -> isForgotten(both.getLast().id()));
    assertThat(bora.count("request")).isZero();
  }

  @Test
  void anUploadWhoseTimeIsOverIsDiscarded() throws Exception {
    start(SHORT);
    long id = bora.put(600, 1, "f").fileIds().getFirst();
    claimAll().forEach(row -> bora.runner().run(row).join());
    assertThat(row(id).state()).isEqualTo(FileState.READY);
    Path upload = Path.of(requireNonNull(row(id).turl()).substring("file://".length()));
    assertThat(upload).exists();
    Await.until(() -> hasEnded(id));
    assertThat(row(id).state()).isEqualTo(FileState.EXPIRED);
    assertThat(row(id).status()).isEqualTo(TStatusCode.SRM_FILE_LIFETIME_EXPIRED);
    assertThat(upload).doesNotExist();
    Await.until(() -> isForgotten(id));
  }
}
