// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.BOB;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Caps.Cap;
import dev.bora.db.queue.Caps.Most;
import dev.bora.db.queue.Journal.Ending;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Line;
import dev.bora.db.table.Line.Wants;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.db.table.TallyRow;
import dev.bora.srm.types.TStatusCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
  private Database database;
  private Fence fence;
  private Journal journal;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("admission");
    fence = register(database, "backend-1");
    journal = new Journal(fence);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Caps caps(Most all, Most user) {
    return new Caps(Map.of(RequestKind.PUT, new Cap(all, user)));
  }

  private void submit(Requester requester, String... paths) {
    new Submissions(database).submit(put(requester, paths));
  }

  private static String[] paths(int files) {
    return IntStream.range(0, files).mapToObj(n -> "f" + n).toArray(String[]::new);
  }

  private static Line work(Requester requester) {
    return Line.ofWork("data", RequestKind.PUT, requester.share());
  }

  private static Line turls(Requester requester) {
    return new Line("data", RequestKind.PUT, Wants.TURL, requester.share());
  }

  private List<Long> tally(@Nullable Requester requester) {
    long share = requester == null ? TallyRow.ALL : requester.share();
    return database
        .call(tables -> tables.tallies().of(List.of(RequestKind.PUT), List.of(share)))
        .stream()
        .filter(row -> row.share() == share)
        .findFirst()
        .map(row -> List.of(row.waiting(), row.running(), row.parked(), row.turls()))
        .orElse(List.of(0L, 0L, 0L, 0L));
  }

  @Test
  void aPutIsCountedFromItsFirstCommitToItsEnd() {
    Claims claims = new Claims(fence);
    submit(ALICE, "a", "b");
    submit(BOB, "c");
    assertThat(tally(ALICE)).containsExactly(2L, 0L, 0L, 0L);
    assertThat(tally(null)).containsExactly(3L, 0L, 0L, 0L);
    FileRow row = claims.claimOldest(work(ALICE), 0, 1).getFirst();
    assertThat(tally(ALICE)).containsExactly(1L, 1L, 0L, 0L);
    assertThat(claims.handBack(row)).isTrue();
    assertThat(tally(ALICE)).containsExactly(2L, 0L, 0L, 0L);
    row = claims.claimOldest(work(ALICE), 0, 1).getFirst();
    assertThat(journal.uploadReady(Claim.of(row), "https://door/x", 60)).isTrue();
    assertThat(tally(ALICE)).containsExactly(1L, 0L, 0L, 1L);
    FileRow committing = Objects.requireNonNull(claims.claimToCommit(row.id(), "call"));
    journal.giveBack(Claim.of(committing));
    committing = Objects.requireNonNull(claims.claimToCommit(row.id(), "call"));
    assertThat(tally(ALICE)).containsExactly(1L, 0L, 0L, 1L);
    journal.published(Claim.of(committing), row.place(), 42, false, 60);
    assertThat(tally(ALICE)).containsExactly(1L, 0L, 0L, 0L);
    assertThat(tally(null)).containsExactly(2L, 0L, 0L, 0L);
  }

  @Test
  void whatEndsInTheQueueOrBeforeItIsReadyIsCountedNoMore() {
    Claims claims = new Claims(fence);
    submit(ALICE, "a", "b");
    FileRow failed = claims.claimOldest(work(ALICE), 0, 1).getFirst();
    journal.finish(
        Claim.of(failed), Ending.failed(TStatusCode.SRM_FAILURE, "x"), List.of(failed.place()), 60);
    assertThat(tally(ALICE)).containsExactly(1L, 0L, 0L, 0L);
    long queued = new Submissions(database).submit(put(ALICE, "c")).fileIds().getFirst();
    assertThat(endQueued(queued)).isTrue();
    assertThat(endQueued(queued)).isFalse();
    assertThat(tally(ALICE)).containsExactly(1L, 0L, 0L, 0L);
  }

  private boolean endQueued(long file) {
    return database.call(tables ->
        UnownedFiles.endQueued(
            tables,
            Objects.requireNonNull(tables.files().byId(file)),
            FileState.ABORTED,
            TStatusCode.SRM_ABORTED,
            null,
            60));
  }

  @Test
  void whoeverTakesItOverIsCountedAsBefore() {
    submit(ALICE, "a");
    assertThat(new Claims(fence).claimOldest(work(ALICE), 0, 1)).hasSize(1);
    Fence survivor = register(database, "backend-2");
    FileRow adopted =
        new Claims(survivor).adopt(QueueFixture.incarnation(database, fence), true, 1).getFirst();
    assertThat(tally(ALICE)).containsExactly(0L, 1L, 0L, 0L);
    new Journal(survivor)
        .finish(Claim.of(adopted), Ending.failed(TStatusCode.SRM_FAILURE, "x"), List.of(), 60);
    assertThat(tally(ALICE)).containsExactly(0L, 0L, 0L, 0L);
  }

  @Test
  void aRequestThatWouldBeTooMuchIsRefusedAndNothingOfItWritten() throws Exception {
    Submissions submissions =
        new Submissions(
            database, caps(Most.UNLIMITED.withRequests(5), Most.UNLIMITED.withRequests(3)));
    submissions.submit(put(ALICE, paths(2)));
    assertThatThrownBy(() -> submissions.submit(put(ALICE, "x", "y")))
        .isInstanceOfSatisfying(
            TooManyFilesException.class,
            refusal -> {
              assertThat(refusal.isOfUser()).isTrue();
              assertThat(refusal.most()).isEqualTo(3);
            });
    submissions.submit(put(ALICE, "x"));
    submissions.submit(put(BOB, "u", "v"));
    assertThatThrownBy(() -> submissions.submit(put(BOB, "w")))
        .isInstanceOfSatisfying(
            TooManyFilesException.class, refusal -> assertThat(refusal.isOfUser()).isFalse());
    assertThat(tally(null)).containsExactly(5L, 0L, 0L, 0L);
    assertThat(requests()).isEqualTo(3);
    assertThat(endQueued(firstOf(BOB))).isTrue();
    submissions.submit(put(BOB, "w"));
  }

  private long requests() throws SQLException {
    return count("SELECT COUNT(*) FROM request");
  }

  private long count(String query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery(query)) {
      count.next();
      return count.getLong(1);
    }
  }

  private long firstOf(Requester requester) {
    return database.call(tables -> tables.queue().lockOldest(work(requester), 0, 1)).getFirst();
  }

  @ParameterizedTest
  @CsvSource({"1, 600, 200, 100", "100, 40, 1000, 100"})
  void manyAtOncePassTheLimitByNoMoreThanWhatIsCommittedAtOnce(
      int files, int requests, int most, int atOnce) throws Exception {
    Caps caps = caps(Most.UNLIMITED.withRequests(most), Most.UNLIMITED);
    List<Submissions> frontends =
        List.of(new Submissions(database, caps), new Submissions(database, caps));
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int n = 0; n < requests; n++) {
      Submissions submissions = frontends.get(n % frontends.size());
      String[] paths = paths(files);
      calls.add(() -> {
        try {
          return submissions.submit(put(ALICE, paths)).fileIds().size();
        } catch (TooManyFilesException full) {
          return 0;
        }
      });
    }
    long taken = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(40)) {
      for (var call : threads.invokeAll(calls)) {
        taken += call.get();
      }
    }
    // What one commits while the other does too, neither sees.
    assertThat(taken).isBetween((long) most, (long) most + atOnce);
    assertThat(tally(null)).containsExactly(taken, 0L, 0L, 0L);
  }

  @Test
  void beyondMaxInprogressFilesStayInTheQueue() {
    Claims claims =
        new Claims(
            fence,
            caps(
                Most.UNLIMITED.withWork(4, Long.MAX_VALUE),
                Most.UNLIMITED.withWork(3, Long.MAX_VALUE)));
    submit(ALICE, paths(10));
    submit(BOB, "b1", "b2");
    assertThat(claims.lines("data")).containsExactlyInAnyOrder(work(ALICE), work(BOB));
    List<FileRow> ofAlice = claims.claimOldest(work(ALICE), 0, 10);
    assertThat(ofAlice).hasSize(3).extracting(FileRow::goal).containsOnly(Goal.PREPARE);
    assertThat(claims.lines("data")).containsExactly(work(BOB));
    assertThat(claims.claimNamed(work(BOB), List.of(ofAlice.getLast().id() + 8))).hasSize(1);
    assertThat(claims.claimOldest(work(BOB), 0, 10)).isEmpty();
    assertThat(claims.lines("data")).isEmpty();
    assertThat(journal.uploadReady(Claim.of(ofAlice.getFirst()), "https://door/x", 60)).isTrue();
    assertThat(claims.claimOldest(work(BOB), 0, 10)).hasSize(1);
  }

  @Test
  void whoWaitsForTurlsOfHerOwnTakesNobodysPlace() {
    Claims claims =
        new Claims(
            fence, caps(Most.UNLIMITED.withWork(3, Long.MAX_VALUE), Most.UNLIMITED.withWork(3, 1)));
    submit(ALICE, paths(10));
    List<FileRow> ofAlice = claims.claimOldest(work(ALICE), 0, 10);
    assertThat(ofAlice).hasSize(3);
    assertThat(journal.uploadReady(Claim.of(ofAlice.getFirst()), "https://x", 60)).isTrue();
    ofAlice.subList(1, 3).forEach(row -> assertThat(claims.park(row)).isTrue());
    FileRow last = claims.claimOldest(work(ALICE), 0, 10).getFirst();
    assertThat(claims.park(last)).isTrue();
    assertThat(tally(ALICE)).containsExactly(6L, 0L, 3L, 1L);
    assertThat(claims.claimOldest(work(ALICE), 0, 10)).as("three of hers wait").isEmpty();

    submit(BOB, paths(4));
    assertThat(claims.lines("data")).containsExactly(work(BOB));
    assertThat(claims.claimOldest(work(BOB), 0, 10)).hasSize(3);
  }

  @Test
  void beyondMaxTransfersFilesAreLookedAtAndWaitForATurl() {
    Claims claims =
        new Claims(
            fence, caps(Most.UNLIMITED.withWork(Long.MAX_VALUE, 3), Most.UNLIMITED.withWork(4, 2)));
    submit(ALICE, paths(6));
    List<FileRow> ofAlice = claims.claimOldest(work(ALICE), 0, 10);
    assertThat(ofAlice)
        .extracting(FileRow::goal)
        .containsExactly(Goal.PREPARE, Goal.PREPARE, Goal.STAGE, Goal.STAGE);
    ofAlice
        .subList(0, 2)
        .forEach(row -> assertThat(journal.uploadReady(Claim.of(row), "https://x", 60)).isTrue());
    ofAlice.subList(2, 4).forEach(row -> assertThat(claims.park(row)).isTrue());
    assertThat(tally(ALICE)).containsExactly(2L, 0L, 2L, 2L);
    FileRow parked = byId(ofAlice.getLast().id());
    assertThat(parked.state()).isEqualTo(FileState.QUEUED);
    assertThat(parked.status()).isEqualTo(TStatusCode.SRM_REQUEST_INPROGRESS);
    assertThat(parked.line()).isEqualTo(turls(ALICE));
    assertThat(claims.lines("data")).as("no TURL more for her").containsExactly(work(ALICE));

    submit(BOB, "b1");
    assertThat(claims.claimOldest(work(BOB), 0, 10))
        .as("one is free, but for those that wait")
        .extracting(FileRow::goal)
        .containsExactly(Goal.STAGE);

    end(ofAlice.getFirst());
    assertThat(claims.claimOldest(work(ALICE), 0, 10))
        .as("her own that wait for one come first")
        .extracting(FileRow::goal)
        .containsExactly(Goal.STAGE, Goal.STAGE);
    assertThat(claims.claimOldest(turls(ALICE), 0, 10)).isEmpty();
  }

  /** It may wait in an area that is paused, for hours. */
  @Test
  void oneThatWaitsForATurlKeepsOneForItselfAndNotAll() {
    Claims claims =
        new Claims(fence, caps(Most.UNLIMITED, Most.UNLIMITED.withWork(Long.MAX_VALUE, 3)));
    submit(ALICE, paths(6));
    assertThat(claims.park(claims.claimOldest(work(ALICE), 0, 1).getFirst())).isTrue();
    assertThat(claims.claimOldest(work(ALICE), 0, 3))
        .extracting(FileRow::goal)
        .containsExactly(Goal.PREPARE, Goal.PREPARE, Goal.STAGE);
  }

  @Test
  void whatWaitsForATurlGetsItInItsTurn() {
    Claims claims =
        new Claims(fence, caps(Most.UNLIMITED.withWork(Long.MAX_VALUE, 2), Most.UNLIMITED));
    submit(ALICE, paths(4));
    List<FileRow> rows = claims.claimOldest(work(ALICE), 0, 10);
    rows.subList(0, 2)
        .forEach(row -> assertThat(journal.uploadReady(Claim.of(row), "https://x", 60)).isTrue());
    rows.subList(2, 4).forEach(row -> assertThat(claims.park(row)).isTrue());
    assertThat(claims.claimOldest(turls(ALICE), 0, 10)).isEmpty();
    end(rows.getFirst());
    assertThat(claims.lines("data")).containsExactly(turls(ALICE));
    List<FileRow> next = claims.claimOldest(turls(ALICE), 0, 10);
    assertThat(next).extracting(FileRow::id).containsExactly(rows.get(2).id());
    assertThat(next).extracting(FileRow::goal).containsExactly(Goal.PREPARE);
    assertThat(tally(ALICE)).containsExactly(0L, 1L, 1L, 1L);
    assertThat(endQueued(rows.getLast().id())).as("one that waits so is aborted").isTrue();
    assertThat(tally(ALICE)).containsExactly(0L, 1L, 0L, 1L);
  }

  @Test
  void whatIsToBeAbortedIsNotParked() {
    Claims claims = new Claims(fence, caps(Most.UNLIMITED.withWork(10, 0), Most.UNLIMITED));
    submit(ALICE, "a");
    FileRow row = claims.claimOldest(work(ALICE), 0, 10).getFirst();
    database.run(tables -> tables.files().askAbort(row.id(), "call"));
    assertThat(claims.park(row)).isFalse();
    assertThat(tally(ALICE)).containsExactly(0L, 1L, 0L, 0L);
  }

  @Test
  void whoStopsBeforeItsCommitHoldsUpOthersForAMomentOnly() throws Exception {
    int files = 0;
    while (slots() < 16) {
      submit(ALICE, "all-slots-" + files++);
    }
    try (Connection stopped = database.dataSource().getConnection();
        Statement statement = stopped.createStatement()) {
      statement.executeUpdate("UPDATE tally SET waiting = waiting WHERE slot IN (3, 4)");
      for (int n = 0; n < 30; n++) {
        submit(ALICE, "beside-" + n);
      }
      stopped.rollback();
    }
    assertThat(tally(null)).containsExactly(files + 30L, 0L, 0L, 0L);
  }

  private long slots() throws SQLException {
    return count("SELECT COUNT(*) FROM tally WHERE share = 0");
  }

  @Test
  void usersWithoutFilesAreForgotten() {
    submit(ALICE, "a");
    submit(BOB, "b");
    assertThat(endQueued(firstOf(ALICE))).isTrue();
    assertThat(forget(ALICE)).isTrue();
    assertThat(forget(BOB)).isFalse();
    assertThat(tally(BOB)).containsExactly(1L, 0L, 0L, 0L);
    assertThat(tally(null)).containsExactly(1L, 0L, 0L, 0L);
    List<TallyRow> idle = database.call(tables -> tables.tallies().idle(10));
    assertThat(idle).isEmpty();
  }

  private boolean forget(Requester requester) {
    return database.call(tables -> TallyKeeping.forget(tables, RequestKind.PUT, requester.share()));
  }

  private FileRow byId(long id) {
    return Optional.ofNullable(database.call(tables -> tables.files().byId(id))).orElseThrow();
  }

  private void end(FileRow row) {
    FileRow discarding =
        Objects.requireNonNull(
            new Claims(fence).claimToDiscard(row.id(), null, TStatusCode.SRM_ABORTED, "x"));
    journal.finish(
        Claim.of(discarding),
        new Ending(FileState.ABORTED, TStatusCode.SRM_ABORTED, null, null),
        List.of(),
        60);
  }
}
