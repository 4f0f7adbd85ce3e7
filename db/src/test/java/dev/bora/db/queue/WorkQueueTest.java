// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.BOB;
import static dev.bora.db.queue.QueueFixture.incarnation;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.LockWaits;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Journal.Ending;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.queue.Journal.ObjectKey;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Ids;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.Line;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private Database database;
  private Submissions submissions;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("work_queue");
    submissions = new Submissions(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aPutGoesFromSubmissionToDone() {
    Submitted submitted = submissions.submit(put(ALICE, "a/b"));
    Fence fence = register(database, "backend-1");
    Claims claims = new Claims(fence);
    Journal journal = new Journal(fence);

    FileRow row =
        claims.claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 10).getFirst();
    assertThat(row.state()).isEqualTo(FileState.RUNNING);
    assertThat(row.goal()).isEqualTo(Goal.PREPARE);
    assertThat(row.claim()).isEqualTo(1);
    assertThat(row.backend()).isEqualTo("backend-1");
    assertThat(held(fence)).isEqualTo(1);

    Claim claim = Claim.of(row);
    PathLocks locks = new PathLocks(fence);
    assertThat(locks.take(claim, row.place(), PathLock.Kind.FILE)).isTrue();
    assertThat(locks.look(claim, row.place(), PathLock.Kind.FILE)).isEqualTo(PathLocks.Look.FREE);
    journal.intend(claim, new Intent(Step.CREATE, null, 1), List.of(row.place()));
    journal.uploadReady(claim, "https://door/x", 60);
    FileRow ready = file(submitted);
    assertThat(ready.state()).isEqualTo(FileState.READY);
    assertThat(ready.status()).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
    assertThat(ready.readySecondsLeft()).isBetween(50L, 60L);
    assertThat(ready.owner()).isNull();
    assertThat(held(fence)).isZero();

    FileRow committing = Objects.requireNonNull(claims.claimToCommit(ready.id(), "call-1"));
    assertThat(claims.claimToDiscard(ready.id(), "call-2", TStatusCode.SRM_ABORTED, "x")).isNull();
    assertThat(committing.claim()).isEqualTo(2);
    Claim second = Claim.of(committing);
    journal.intend(second, new Intent(Step.PUBLISH, new ObjectKey(1, 2), 1), List.of());
    journal.finish(second, Ending.done(), List.of(row.place()), 60);
    assertThat(file(submitted).state()).isEqualTo(FileState.DONE);
    assertThat(database.<Object>call(t -> t.pathLocks().holder("data", row.place().path())))
        .isNull();
  }

  @Test
  void aFileThatWasRefusedIsKeptButNotQueued() {
    NewRequest request =
        QueueFixture.request(
            RequestKind.PUT,
            ALICE,
            List.of(
                NewFile.refused("srm://host/..", TStatusCode.SRM_INVALID_PATH, "Invalid argument"),
                NewFile.accepted("srm://host/data/x", Place.of("data", "x"), null)));
    Submitted submitted = submissions.submit(request);
    Fence fence = register(database, "backend-1");
    assertThat(
            new Claims(fence)
                .claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 10))
        .extracting(FileRow::id)
        .containsExactly(submitted.fileIds().get(1));
    assertThat(file(submitted).status()).isEqualTo(TStatusCode.SRM_INVALID_PATH);
  }

  @Test
  void namedFilesAreClaimedOnce() {
    Submitted first = submissions.submit(put(ALICE, "one"));
    Submitted second = submissions.submit(put(ALICE, "two"));
    Submitted other = submissions.submit(put(BOB, "three"));
    Claims claims = new Claims(register(database, "backend-1"));

    assertThat(
            claims.claimNamed(
                Line.ofWork("data", RequestKind.PUT, ALICE.share()), second.fileIds()))
        .hasSize(1);
    assertThat(
            claims.claimNamed(
                Line.ofWork("data", RequestKind.PUT, ALICE.share()), second.fileIds()))
        .isEmpty();
    assertThat(
            claims.claimNamed(Line.ofWork("data", RequestKind.PUT, ALICE.share()), other.fileIds()))
        .isEmpty();
    assertThat(
            claims.claimNamed(Line.ofWork("data", RequestKind.PUT, BOB.share()), other.fileIds()))
        .hasSize(1);
    assertThat(
            claims.claimNamed(Line.ofWork("data", RequestKind.PUT, ALICE.share()), first.fileIds()))
        .hasSize(1);
  }

  @Test
  void whatIsNamedTwiceInOneTransactionIsGivenOnce() {
    Submitted put = submissions.submit(put(ALICE, "one"));
    LineClaims claims = new LineClaims(register(database, "backend-1"), Caps.NONE, _ -> {});
    LineClaims.Named named =
        new LineClaims.Named(Line.ofWork("data", RequestKind.PUT, ALICE.share()), put.fileIds());
    List<List<FileRow>> given = claims.takeNamed(List.of(named, named));
    assertThat(given.getFirst()).hasSize(1);
    assertThat(given.getLast()).isEmpty();
  }

  @Test
  void eightClaimersGetEachFileOnce() throws Exception {
    int files = 4_000;
    for (int i = 0; i < files / 100; i++) {
      String prefix = "d" + i + "/f";
      submissions.submit(
          put(ALICE, LongStream.range(0, 100).mapToObj(n -> prefix + n).toArray(String[]::new)));
    }
    List<Long> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<List<Long>>> claimers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Claims claims = new Claims(register(database, "backend-" + i));
        claimers.add(threads.submit(() -> claimUntilEmpty(claims)));
      }
      for (Future<List<Long>> claimer : claimers) {
        all.addAll(claimer.get());
      }
    }
    assertThat(all).hasSize(files).doesNotHaveDuplicates();
    assertThat(database.retries()).isZero();
  }

  private static List<Long> claimUntilEmpty(Claims claims) {
    List<Long> mine = new ArrayList<>();
    while (true) {
      List<FileRow> batch =
          claims.claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 50);
      if (batch.isEmpty()) {
        return mine;
      }
      batch.forEach(row -> mine.add(row.id()));
    }
  }

  @Test
  void whatIsFencedWritesNothing() {
    Submitted submitted = submissions.submit(put(ALICE, "a"));
    Fence old = register(database, "backend-1");
    FileRow row =
        new Claims(old)
            .claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 1)
            .getFirst();
    database.run(t ->
        assertThat(t.incarnations().move(old.epoch(), IncarnationState.UP, IncarnationState.FENCED))
            .isOne());

    assertThatThrownBy(() -> new Journal(old).uploadReady(Claim.of(row), "https://door/x", 60))
        .isInstanceOf(Fence.FencedException.class);
    assertThatThrownBy(() ->
            new Claims(old).claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 1))
        .isInstanceOf(Fence.FencedException.class);

    Fence survivor = register(database, "backend-2");
    FileRow adopted = new Claims(survivor).adopt(incarnation(database, old), true, 10).getFirst();
    assertThat(adopted.claim()).isEqualTo(2);
    assertThat(adopted.adoptions()).isEqualTo(1);
    assertThat(adopted.id()).isEqualTo(submitted.fileIds().getFirst());
    assertThat(new Claims(survivor).adopt(incarnation(database, old), true, 10)).isEmpty();
  }

  @Test
  void aClaimThatWasTakenOverIsLost() {
    submissions.submit(put(ALICE, "a"));
    Fence first = register(database, "backend-1");
    FileRow row =
        new Claims(first)
            .claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 1)
            .getFirst();
    Fence second = register(database, "backend-2");
    new Claims(second).adopt(incarnation(database, first), true, 10);

    assertThatThrownBy(
            () -> new Journal(first).finish(Claim.of(row), Ending.done(), List.of(row.place()), 60))
        .isInstanceOf(ClaimLostException.class);
  }

  @Test
  void aClaimThatItsOwnerRenewedIsLost() {
    submissions.submit(put(ALICE, "a"));
    Fence fence = register(database, "backend-1");
    Claims claims = new Claims(fence);
    FileRow old =
        claims.claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 1).getFirst();
    FileRow renewed = claims.renew(old.id()).orElseThrow();
    Journal journal = new Journal(fence);

    assertThatThrownBy(
            () -> journal.intend(Claim.of(old), new Intent(Step.CREATE, null, 1), List.of()))
        .isInstanceOf(ClaimLostException.class);
    assertThatThrownBy(() -> journal.uploadReady(Claim.of(old), "https://door/x", 60))
        .isInstanceOf(ClaimLostException.class);
    assertThatThrownBy(() -> journal.finish(Claim.of(old), Ending.done(), List.of(), 60))
        .isInstanceOf(ClaimLostException.class);
    journal.finish(Claim.of(renewed), Ending.done(), List.of(), 60);
  }

  @Test
  void fencingWaitsForATransactionThatBeganBefore() throws Exception {
    submissions.submit(put(ALICE, "a"));
    Fence fence = register(database, "backend-1");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch fencerWaits = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> late =
          threads.submit(() ->
              fence.run(tables -> {
                assertThat(tables.queue().held(fence.epoch())).isZero();
                inside.countDown();
                await(fencerWaits);
                tables.queue().hold(fence.epoch(), Ids.of(4711));
              }));
      await(inside);
      Future<Long> fencer =
          threads.submit(() ->
              database.call(t -> {
                t.incarnations().move(fence.epoch(), IncarnationState.UP, IncarnationState.FENCED);
                return t.queue().held(fence.epoch());
              }));
      LockWaits.awaitOne(database);
      assertThat(fencer.isDone()).isFalse();
      fencerWaits.countDown();
      late.get(10, TimeUnit.SECONDS);
      assertThat(fencer.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException exception) {
      throw new AssertionError(exception);
    }
  }

  private long held(Fence fence) {
    return database.call(tables -> tables.queue().held(fence.epoch()));
  }

  private FileRow file(Submitted submitted) {
    return Objects.requireNonNull(
        database.call(tables -> tables.files().byId(submitted.fileIds().getFirst())));
  }
}
