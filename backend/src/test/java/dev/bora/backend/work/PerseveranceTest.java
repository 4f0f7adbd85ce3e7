// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import dev.bora.backend.Await;
import dev.bora.backend.JobFixture;
import dev.bora.backend.LogCapture;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.OpenFlag;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.RawName;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fails after something public was touched is gone on with, and told of little. */
@Timeout(120)
class PerseveranceTest {
  @TempDir private Path folder;
  private JobFixture bora;
  private LogCapture log;

  /** The pauses that there would have been. */
  private final Queue<Duration> pauses = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void open() throws Exception {
    bora =
        new JobFixture(
            folder, "perseverance", new Retention(Duration.ofHours(1), Duration.ofHours(1)));
    log = new LogCapture(Perseverance.class);
  }

  @AfterEach
  void close() {
    log.close();
    bora.close();
  }

  /** A file whose attempts fail so, one after the other, each within this step; then it ends. */
  private FileRow run(Step step, List<IOException> failures) {
    bora.put(600, 600, "file");
    FileRow row =
        bora.tools()
            .claims()
            .claimOldest(Line.ofWork("data", RequestKind.PUT, JobFixture.requester().share()), 0, 1)
            .getFirst();
    Deque<IOException> left = new ArrayDeque<>(failures);
    Room room =
        task -> {
          task.intend(step, null, null);
          if (!left.isEmpty()) {
            throw left.removeFirst();
          }
          return task.failed(new Result(TStatusCode.SRM_SUCCESS, null));
        };
    try (Runner runner = new Runner(bora.tools(), _ -> (_, _) -> room, this::noPause)) {
      Optional<Result> _ = runner.run(row).join();
      Await.until(() -> now(row).state().isFinal() && runner.running() == 0);
    }
    return now(row);
  }

  private Executor noPause(Duration pause) {
    pauses.add(pause);
    return Runnable::run;
  }

  private FileRow now(FileRow row) {
    return Objects.requireNonNull(bora.row(row.id()));
  }

  private List<String> logged(Level level) {
    return log.events().stream()
        .filter(event -> event.getLevel().equals(level))
        .map(event -> event.getFormattedMessage())
        .toList();
  }

  private static IOException posix(Errno errno) {
    return new PosixException(errno, "renameat2");
  }

  @Test
  void pausesGrowAndOneLineTellsOfAll() {
    IOException denied = posix(Errno.EACCES);
    FileRow row =
        run(Step.PUBLISH, List.of(denied, denied, denied, denied, denied, denied, denied));
    assertThat(row.status()).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L);
    assertThat(logged(Level.WARN))
        .containsExactly(
            "file %d at data:file is tried again until it succeeds: renameat2: Permission denied"
                .formatted(row.id()));
    assertThat(logged(Level.INFO))
        .containsExactly("file %d at data:file has succeeded now".formatted(row.id()));
  }

  @Test
  void anotherReasonIsTold() {
    run(
        Step.TAKE,
        List.of(
            posix(Errno.EACCES),
            posix(Errno.EIO),
            posix(Errno.EIO),
            posix(Errno.EACCES),
            posix(Errno.EACCES)));
    assertThat(logged(Level.WARN))
        .extracting(line -> line.replaceFirst(".*: ", ""))
        .containsExactly("Permission denied", "Input/output error", "Permission denied");
    assertThat(logged(Level.INFO)).hasSize(1);
  }

  @Test
  void theNameOfAHiddenEntryIsNoReason() {
    run(Step.PUBLISH, List.of(absent("42.1"), absent("42.2")));
    assertThat(logged(Level.WARN)).singleElement().asString().contains("42.1");
  }

  private PosixException absent(String entry) {
    RawName name = RawName.of(folder.resolve(entry).toString());
    return catchThrowableOfType(
        PosixException.class, () -> Posix.open(name, Set.of(OpenFlag.READ_ONLY)));
  }

  @Test
  void whatSucceedsAtOnceIsNotTold() {
    run(Step.PUBLISH, List.of());
    assertThat(log.lines()).isEmpty();
  }
}
