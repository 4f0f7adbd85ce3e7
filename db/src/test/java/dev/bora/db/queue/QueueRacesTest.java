// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.incarnation;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.TallyRow;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two that want the same row at the same moment, again and again: {@code -Dbora.test.races=N} says
 * how often.
 */
class QueueRacesTest {
  private static final int ROUNDS = Integer.getInteger("bora.test.races", 150);
  private static final Line LINE = Line.ofWork("data", RequestKind.PUT, ALICE.share());

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("queue_races");
  }

  @AfterEach
  void close() {
    threads.close();
    database.close();
  }

  private interface Action<T> {
    T take() throws Exception;
  }

  /** What each of them comes to, begun together. */
  private <T> List<T> together(List<Action<T>> actions) throws Exception {
    CyclicBarrier start = new CyclicBarrier(actions.size());
    List<Callable<T>> calls = new ArrayList<>();
    for (Action<T> action : actions) {
      calls.add(() -> {
        start.await();
        return action.take();
      });
    }
    List<T> results = new ArrayList<>();
    for (Future<T> result : threads.invokeAll(calls)) {
      results.add(result.get());
    }
    return results;
  }

  private long submit(int round) {
    return new Submissions(database).submit(put(ALICE, "f" + round)).fileIds().getFirst();
  }

  private FileRow row(long id) {
    return Objects.requireNonNull(database.call(tables -> tables.files().byId(id)));
  }

  private List<Long> held(Fence fence) {
    return database.call(tables -> tables.queue().heldIds(fence.epoch(), 10));
  }

  private List<Line> lines() {
    return database.call(tables -> Lines.waiting(tables, "data"));
  }

  private TallyRow counted() {
    return database.call(tables ->
        tables.tallies().of(List.of(RequestKind.PUT), List.of(ALICE.share())).stream()
            .filter(row -> row.share() == ALICE.share())
            .findFirst()
            .orElseThrow());
  }

  private boolean abort(FileRow seen) {
    return database.call(tables ->
        UnownedFiles.endQueued(tables, seen, FileState.ABORTED, TStatusCode.SRM_ABORTED, "x", 60));
  }

  @Test
  void anAbortAndAClaimOfAQueuedFile() throws Exception {
    Fence fence = register(database, "backend-1");
    Claims claims = new Claims(fence);
    for (int round = 0; round < ROUNDS; round++) {
      long id = submit(round);
      FileRow seen = row(id);
      List<Boolean> won =
          together(
              List.of(() -> abort(seen), () -> !claims.claimNamed(LINE, List.of(id)).isEmpty()));
      FileRow then = row(id);
      if (won.getFirst()) {
        assertThat(won.getLast()).as("both had it").isFalse();
        assertThat(then.state()).isEqualTo(FileState.ABORTED);
        assertThat(held(fence)).isEmpty();
      } else {
        assertThat(won.getLast()).as("nobody had it").isTrue();
        assertThat(held(fence)).containsExactly(id);
        new Journal(fence).finish(Claim.of(then), Journal.Ending.done(), List.of(then.place()), 60);
      }
      assertThat(lines()).isEmpty();
      assertThat(counted().active()).isZero();
    }
  }

  @Test
  void whoDrainsHandsBackWhatAnAdopterIsTaking() throws Exception {
    Fence adopter = register(database, "backend-2");
    for (int round = 0; round < ROUNDS; round++) {
      long id = submit(round);
      Fence draining = register(database, "backend-1");
      FileRow claimed = new Claims(draining).claimNamed(LINE, List.of(id)).getFirst();
      List<Boolean> won =
          together(
              List.of(
                  () -> handBack(draining, claimed),
                  () -> {
                    fence(draining);
                    return !new Claims(adopter)
                        .adopt(incarnation(database, draining), false, 10)
                        .isEmpty();
                  }));
      assertThat(won).as("one of them has it").containsExactlyInAnyOrder(true, false);
      assertThat(held(draining)).isEmpty();
      boolean queued = won.getFirst();
      assertThat(row(id).state()).isEqualTo(queued ? FileState.QUEUED : FileState.RUNNING);
      assertThat(lines()).isEqualTo(queued ? List.of(LINE) : List.of());
      if (queued) {
        assertThat(new Claims(adopter).claimNamed(LINE, List.of(id))).hasSize(1);
      }
      assertThat(held(adopter)).containsExactly(id);
      FileRow then = row(id);
      new Journal(adopter).finish(Claim.of(then), Journal.Ending.done(), List.of(then.place()), 60);
      assertThat(counted().active()).isZero();
    }
  }

  private static boolean handBack(Fence fence, FileRow row) {
    try {
      return new Claims(fence).handBack(row);
    } catch (FencedException fenced) {
      return false;
    }
  }

  private void fence(Fence fence) {
    database.run(tables ->
        tables.incarnations().move(fence.epoch(), IncarnationState.UP, IncarnationState.FENCED));
  }

  @Test
  void twoAdoptersOfOneFile() throws Exception {
    Fence one = register(database, "backend-2");
    Fence other = register(database, "backend-3");
    for (int round = 0; round < ROUNDS; round++) {
      long id = submit(round);
      Fence dead = register(database, "backend-1");
      assertThat(new Claims(dead).claimNamed(LINE, List.of(id))).hasSize(1);
      fence(dead);
      List<List<FileRow>> taken =
          together(
              List.of(
                  () -> new Claims(one).adopt(incarnation(database, dead), true, 10),
                  () -> new Claims(other).adopt(incarnation(database, dead), true, 10)));
      assertThat(taken.stream().flatMap(List::stream)).hasSize(1);
      FileRow then = row(id);
      Fence owner = taken.getFirst().isEmpty() ? other : one;
      assertThat(then.owner()).isEqualTo(owner.epoch());
      assertThat(held(owner)).containsExactly(id);
      new Journal(owner).finish(Claim.of(then), Journal.Ending.done(), List.of(then.place()), 60);
      assertThat(counted().active()).isZero();
    }
  }
}
