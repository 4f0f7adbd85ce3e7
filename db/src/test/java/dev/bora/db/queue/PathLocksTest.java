// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.register;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Calls.Begun;
import dev.bora.db.queue.Journal.Ending;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.PathLock.Kind;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathLocksTest {
  private Database database;
  private Fence fence;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("path_locks");
    fence = register(database, "backend-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void onePathHasOneWriter() {
    FileRow first = begin("a/b");
    FileRow second = begin("a/b");
    PathLocks locks = new PathLocks(fence);
    assertThat(locks.take(Claim.of(first), first.place(), Kind.FILE)).isTrue();
    assertThat(locks.take(Claim.of(second), second.place(), Kind.FILE)).isFalse();
    assertThat(locks.take(Claim.of(first), first.place(), Kind.FILE)).isTrue();
    FileRow otherCase = begin("a/B");
    assertThat(locks.take(Claim.of(otherCase), otherCase.place(), Kind.FILE)).isTrue();
  }

  /** All of them share transactions, and one that comes too late spoils none. */
  @Test
  void ofTwoThatWantOnePathOneGetsIt() throws Exception {
    PathLocks locks = new PathLocks(fence);
    for (int round = 0; round < 20; round++) {
      String directory = "r" + round;
      List<FileRow> rows =
          IntStream.range(0, 20).mapToObj(i -> begin(directory + "/f" + i / 2)).toList();
      CyclicBarrier start = new CyclicBarrier(rows.size());
      List<Callable<Boolean>> takes =
          rows.stream()
              .<Callable<Boolean>>map(row ->
                  () -> {
                    start.await();
                    return locks.take(Claim.of(row), row.place(), Kind.FILE);
                  })
              .toList();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Boolean>> taken = threads.invokeAll(takes);
        for (int path = 0; path < 10; path++) {
          assertThat(List.of(taken.get(2 * path).get(), taken.get(2 * path + 1).get()))
              .containsExactlyInAnyOrder(true, false);
        }
      }
    }
    assertThat(database.retries()).as("deadlocks").isZero();
  }

  @Test
  void theSameCallIsKnownAgain() {
    NewRequest request = mkdir("a");
    Calls calls = new Calls(fence);
    assertThat(calls.begin(request)).isInstanceOf(Begun.Mine.class);
    assertThat(calls.begin(request))
        .isInstanceOfSatisfying(
            Begun.Known.class,
            known -> assertThat(known.request().token()).isEqualTo(request.token()));
  }

  @Test
  void aTreeAndAPutBelowItExcludeEachOther() {
    FileRow tree = locked("a/b", Kind.TREE);
    FileRow put = locked("a/b/c/d", Kind.FILE);
    FileRow sibling = locked("a/bb", Kind.FILE);
    PathLocks locks = new PathLocks(fence);

    assertThat(look(locks, put, Kind.FILE)).isEqualTo(PathLocks.Look.BUSY);
    assertThat(look(locks, sibling, Kind.FILE)).isEqualTo(PathLocks.Look.FREE);
    assertThat(look(locks, tree, Kind.TREE)).isEqualTo(PathLocks.Look.AGAIN);
    finish(put);
    assertThat(look(locks, tree, Kind.TREE)).isEqualTo(PathLocks.Look.FREE);
  }

  @Test
  void whoHasSettledWinsWhateverTheIds() {
    FileRow tree = locked("a", Kind.TREE);
    FileRow put = locked("a/x", Kind.FILE);
    settle(put);
    assertThat(look(new PathLocks(fence), tree, Kind.TREE)).isEqualTo(PathLocks.Look.BUSY);
  }

  @Test
  void inARaceExactlyOneGoesOn() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 200; round++) {
        String directory = "r" + round;
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Boolean> tree =
            threads.submit(() -> {
              start.await();
              return goesOn(locked(directory, Kind.TREE), Kind.TREE);
            });
        Future<Boolean> put =
            threads.submit(() -> {
              start.await();
              return goesOn(locked(directory + "/f", Kind.FILE), Kind.FILE);
            });
        assertThat(List.of(tree.get(), put.get())).containsExactlyInAnyOrder(true, false);
      }
    }
  }

  private boolean goesOn(FileRow row, Kind kind) {
    PathLocks locks = new PathLocks(fence);
    while (true) {
      switch (look(locks, row, kind)) {
        case FREE -> {
          settle(row);
          return true;
        }
        case BUSY -> {
          finish(row);
          return false;
        }
        case AGAIN -> Thread.onSpinWait();
      }
    }
  }

  @Test
  void ancestorsAreTheDirectoriesAbove() {
    assertThat(PathLocks.ancestors("a/b/c".getBytes(UTF_8)))
        .containsExactly("a".getBytes(UTF_8), "a/b".getBytes(UTF_8));
    assertThat(PathLocks.ancestors("a".getBytes(UTF_8))).isEmpty();
  }

  private void settle(FileRow row) {
    new Journal(fence)
        .intend(Claim.of(row), new Intent(Step.CREATE, null, 1), List.of(row.place()));
  }

  private void finish(FileRow row) {
    new Journal(fence).finish(Claim.of(row), Ending.done(), List.of(row.place()), 60);
  }

  private PathLocks.Look look(PathLocks locks, FileRow row, Kind kind) {
    return locks.look(Claim.of(row), row.place(), kind);
  }

  private FileRow locked(String path, Kind kind) {
    FileRow row = begin(path);
    assertThat(new PathLocks(fence).take(Claim.of(row), row.place(), kind)).isTrue();
    return row;
  }

  private FileRow begin(String path) {
    return ((Begun.Mine) new Calls(fence).begin(mkdir(path))).files().getFirst();
  }

  private static NewRequest mkdir(String path) {
    return QueueFixture.request(
        RequestKind.MKDIR,
        ALICE,
        List.of(NewFile.accepted("srm://host/data/" + path, Place.of("data", path), null)));
  }
}
