// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.work.Result;
import dev.bora.backend.work.Retention;
import dev.bora.backend.work.Returns;
import dev.bora.backend.work.Runner;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a backend that begins to drain has claimed and not begun. */
@Timeout(120)
class HandBackWaitingTest {
  private static final int LANE = 50;
  private static final int MORE = 7;

  @TempDir private Path folder;
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(LANE);
  private JobFixture bora;
  private Runner runner;
  private Returns returns;

  @BeforeEach
  void open() throws Exception {
    bora =
        new JobFixture(
            folder, "hand_back_waiting", new Retention(Duration.ofHours(1), Duration.ofHours(1)));
    runner = new Runner(bora.tools(), _ -> (_, _) -> _ -> hold());
    returns = Returns.start(bora.tools(), runner, Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    goOn.countDown();
    returns.close();
    runner.close();
    bora.close();
  }

  private Result hold() {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Result.SUCCESS;
  }

  private long waiting() {
    return bora.count("ready");
  }

  @Test
  void goesBackToTheQueueAndTheRestIsWaitedFor() throws Exception {
    bora.put(
        600, 600, IntStream.range(0, LANE + MORE).mapToObj(i -> "f" + i).toArray(String[]::new));
    List<FileRow> files =
        bora.tools()
            .claims()
            .claimOldest(
                Line.ofWork("data", RequestKind.PUT, JobFixture.requester().share()),
                0,
                LANE + MORE);
    List<CompletableFuture<?>> ends =
        files.stream().<CompletableFuture<?>>map(runner::runQueued).toList();
    begun.await();
    assertThat(runner.running()).isEqualTo(LANE + MORE);
    bora.tools().drain().end();
    returns.hurry();
    Await.until(() -> waiting() == MORE);
    assertThat(
            files.stream()
                .map(file -> Objects.requireNonNull(bora.row(file.id())).state())
                .filter(FileState.QUEUED::equals))
        .hasSize(MORE);
    assertThat(runner.awaitNone(Duration.ofMillis(10))).isEqualTo(LANE);
    goOn.countDown();
    assertThat(runner.awaitNone(Duration.ofMinutes(1))).isZero();
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
  }
}
