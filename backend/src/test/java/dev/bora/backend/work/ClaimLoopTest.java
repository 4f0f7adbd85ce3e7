// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.Await;
import dev.bora.backend.JobFixture;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClaimLoopTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  @TempDir private Path folder;
  private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
  private final Semaphore goOn = new Semaphore(0);
  private JobFixture bora;
  private Runner runner;
  private ClaimLoop loop;

  @BeforeEach
  void open() throws Exception {
    bora =
        new JobFixture(
            folder, "claim_loop", new Retention(Duration.ofHours(1), Duration.ofHours(1)));
    runner = new Runner(bora.tools(), _ -> (_, _) -> this::hold);
  }

  @AfterEach
  void close() {
    goOn.release(1_000);
    loop.close();
    runner.close();
    bora.close();
  }

  private Result hold(Task task) {
    begun.add(task.row().id());
    goOn.acquireUninterruptibly();
    return task.done();
  }

  private void start(int batch, int places) {
    loop = new ClaimLoop(bora.tools(), runner, bora.area(), INTERVAL, batch, places);
  }

  private List<Long> put(String... paths) {
    return bora.put(600, 600, paths).fileIds();
  }

  private boolean nudge(long file) {
    return loop.nudge(
            Line.ofWork("data", RequestKind.PUT, JobFixture.requester().share()), List.of(file))
        .containsKey(file);
  }

  @Test
  void whatIsNamedWaitsBehindWhatTheSameUserHasWaiting() throws Exception {
    List<Long> files = put("a", "b", "c", "d", "e");
    start(1, 1);
    assertThat(begun.take()).isEqualTo(files.getFirst());
    AtomicBoolean over = new AtomicBoolean();
    Thread impatient =
        Thread.ofVirtual()
            .start(() -> {
              while (!over.get()) {
                boolean _ = nudge(files.getLast());
              }
            });
    for (long file : files.subList(1, files.size())) {
      goOn.release();
      assertThat(begun.take()).isEqualTo(file);
    }
    over.set(true);
    impatient.join();
  }

  @Test
  void whatIsNamedIsTakenAtOnceWhileThereIsRoom() throws Exception {
    start(10, 2);
    List<Long> files = put("a", "b");
    // The loop may have been quicker.
    boolean _ = nudge(files.getLast());
    boolean _ = nudge(files.getFirst());
    assertThat(List.of(begun.take(), begun.take())).containsExactlyInAnyOrderElementsOf(files);
    long third = put("c").getFirst();
    assertThat(nudge(third)).isFalse();
    assertThat(begun.poll(5 * INTERVAL.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    goOn.release();
    assertThat(begun.take()).isEqualTo(third);
  }

  @Test
  void theTimeOfACallIsNotRemembered() {
    start(1, 1);
    FileRow mkdir = bora.begin(RequestKind.MKDIR, "d");
    Requests requests = bora.tools().requests();
    RequestRow request = requests.find(mkdir.requestId()).orElseThrow();
    assertThat(request.secondsLeft()).isPositive();
    bora.tools().database().run(tables -> tables.requests().endTime(request.token()));
    assertThat(requests.find(mkdir.requestId()).orElseThrow().secondsLeft()).isNotPositive();
  }

  @Test
  void placesOfWhatHasEndedAreFreeAgain() throws Exception {
    start(3, 2);
    goOn.release(1_000);
    for (int round = 0; round < 20; round++) {
      long file = put("f" + round).getFirst();
      boolean _ = nudge(file);
      assertThat(begun.poll(20, TimeUnit.SECONDS)).isEqualTo(file);
    }
    Await.until(() -> bora.count("claimed") == 0);
  }
}
