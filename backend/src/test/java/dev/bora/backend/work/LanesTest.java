// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.Await;
import dev.bora.backend.JobFixture;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.RequestKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many queued files of an area whose work takes its time, beside another area. */
@Timeout(120)
class LanesTest {
  private static final int LANE = 50;

  @TempDir private Path folder;
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger inRoom = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private JobFixture bora;
  private Runner runner;

  @BeforeEach
  void start() throws Exception {
    bora = new JobFixture(folder, "lanes", new Retention(Duration.ofHours(1), Duration.ofHours(1)));
    runner = new Runner(bora.tools(), _ -> (_, row) -> isSlow(row) ? this::slowly : Task::done);
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    runner.close();
    bora.close();
  }

  private static boolean isSlow(FileRow row) {
    return row.place().area().equals("data");
  }

  private Result slowly(Task task) {
    most.accumulateAndGet(inRoom.incrementAndGet(), Math::max);
    try {
      goOn.await();
      return task.done();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    } finally {
      inRoom.decrementAndGet();
    }
  }

  private List<FileRow> files(String area, int number) {
    return bora.begin(
        RequestKind.MKDIR, area, IntStream.range(0, number).mapToObj(i -> "d" + i).toList());
  }

  private void assertDone(FileRow row, CompletableFuture<Optional<Result>> result) {
    assertThat(result).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(Optional.of(Result.SUCCESS));
    assertThat(bora.row(row.id())).extracting(FileRow::state).isEqualTo(FileState.DONE);
  }

  @Test
  void fiftyOfAnAreaRunAtATimeAndAnotherAreaDoesNotWait() {
    List<FileRow> slow = files("data", 2 * LANE + 10);
    List<CompletableFuture<Optional<Result>>> results =
        slow.stream().map(runner::runQueued).toList();
    Await.until(() -> inRoom.get() >= LANE);
    // One after another, over the same connections: time enough for the others, if they could.
    for (FileRow row : files("other", LANE)) {
      assertDone(row, runner.runQueued(row));
    }
    assertThat(most).hasValue(LANE);
    assertThat(runner.running()).isEqualTo(slow.size());

    goOn.countDown();
    for (int i = 0; i < slow.size(); i++) {
      assertDone(slow.get(i), results.get(i));
    }
    assertThat(most).hasValue(LANE);
    Await.until(() -> runner.running() == 0);
  }
}
