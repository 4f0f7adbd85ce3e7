// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.backend.Await;
import dev.bora.backend.JobFixture;
import dev.bora.backend.work.Task.DeadlinePassedException;
import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.db.queue.Caps;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import dev.bora.filesystem.AreaLimits;
import dev.bora.filesystem.CreateOutcome;
import dev.bora.heartbeat.BeatTimes;
import dev.bora.heartbeat.Heart;
import dev.bora.heartbeat.kernel.KillSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A step whose intent was committed in time, of an incarnation that has ended meanwhile. */
@Timeout(120)
class TaskGateTest {
  private static final BeatTimes TIMES =
      new BeatTimes(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(10));

  @TempDir private Path folder;
  private JobFixture bora;
  private Database beats;
  private Heart heart;
  private Task task;

  @BeforeEach
  void intend() throws Exception {
    bora =
        new JobFixture(
            folder, "task_gate", new Retention(Duration.ofHours(1), Duration.ofHours(1)));
    beats = bora.tools().database().apart();
    heart =
        Heart.start(
            beats,
            bora.tools().fence(),
            TIMES,
            new Drain("backend-1", () -> {}),
            KillSwitch.NONE,
            _ -> {});
    FileRow row = bora.begin(RequestKind.MKDIR, "d");
    task = Task.open(tools(heart), row);
    assertThat(task.lock(row.place(), PathLock.Kind.FILE)).isTrue();
    task.intend(Step.CREATE, null, task.entry());
  }

  private Tools tools(Heart other) {
    Tools all = bora.tools();
    return new Tools(
        all.database(),
        all.fence(),
        other,
        all.areas(),
        all.accounts(),
        all.turls(),
        all.retention(),
        all.queue(),
        Caps.NONE,
        all.drain());
  }

  @AfterEach
  void stop() {
    heart.close();
    beats.close();
    bora.close();
  }

  private CreateOutcome act() throws IOException {
    return task.act(
        () -> bora.area().disk().creation().createDirectory(task.entry(), task.path().parent()));
  }

  private void fence() {
    Tools tools = bora.tools();
    tools
        .database()
        .run(t -> {
          long epoch = tools.fence().epoch();
          t.incarnations().move(epoch, IncarnationState.UP, IncarnationState.FENCED);
        });
    Await.until(() -> !heart.mayBegin());
  }

  private void assertNothingWasDone() throws IOException {
    try (Stream<Path> made = Files.list(bora.root().resolve(".bora/new"))) {
      assertThat(made).isEmpty();
    }
    FileRow left = Objects.requireNonNull(bora.row(task.row().id()));
    assertThat(left.state()).isEqualTo(FileState.RUNNING);
    assertThat(left.step()).as("for who adopts it").isEqualTo(Step.CREATE);
  }

  @Test
  void isMadeInTime() throws Exception {
    assertThat(act()).isInstanceOf(CreateOutcome.Created.class);
    try (Stream<Path> made = Files.list(bora.root().resolve(".bora/new"))) {
      assertThat(made).hasSize(1);
    }
  }

  @Test
  void isNotMadePastTheDeadline() throws Exception {
    beats.close();
    Await.until(() -> !heart.mayBegin());
    assertThatThrownBy(this::act).isInstanceOf(DeadlinePassedException.class);
    assertNothingWasDone();
  }

  @Test
  void isNotMadeOnceFenced() throws Exception {
    fence();
    assertThatThrownBy(this::act).isInstanceOf(DeadlinePassedException.class);
    assertNothingWasDone();
  }

  @Test
  void isNotMadeWhenItHasWaitedForAThreadTooLong() throws Exception {
    CountDownLatch held = new CountDownLatch(AreaLimits.DEFAULT.threads());
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> calls = new ArrayList<>();
      for (int i = 0; i < AreaLimits.DEFAULT.threads(); i++) {
        calls.add(CompletableFuture.runAsync(() -> hold(held, goOn), threads));
      }
      held.await();
      CompletableFuture<CreateOutcome> late =
          CompletableFuture.supplyAsync(this::actUnchecked, threads);
      Await.until(() -> bora.area().disk().load().waiting() == 1);
      fence();
      goOn.complete(true);
      calls.forEach(CompletableFuture::join);
      assertThat(late)
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(DeadlinePassedException.class);
    } finally {
      goOn.complete(true);
    }
    assertNothingWasDone();
  }

  private void hold(CountDownLatch held, CompletableFuture<Boolean> goOn) {
    try {
      task.onDisk(() -> {
        held.countDown();
        return goOn.join();
      });
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private CreateOutcome actUnchecked() {
    try {
      return act();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
