// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.Await;
import dev.bora.backend.JobFixture;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failures that may pass by themselves, and others. */
@Timeout(120)
class RetriesTest {
  /** As the fixture has it. */
  private static final int MOST = 3;

  @TempDir private Path folder;
  private JobFixture bora;
  private final AtomicInteger attempts = new AtomicInteger();

  @BeforeEach
  void open() throws Exception {
    bora =
        new JobFixture(folder, "retries", new Retention(Duration.ofHours(1), Duration.ofHours(1)));
  }

  @AfterEach
  void close() {
    bora.close();
  }

  /** A runner whose rooms fail so often. */
  private Runner failing(int times, Supplier<IOException> failure) {
    return new Runner(
        bora.tools(),
        _ ->
            (_, _) ->
                task -> {
                  if (attempts.incrementAndGet() <= times) {
                    throw failure.get();
                  }
                  return task.failed(new Result(TStatusCode.SRM_SUCCESS, null));
                });
  }

  private FileRow end(Runner runner, FileRow row) {
    try (runner) {
      Optional<Result> _ = runner.run(row).join();
      Await.until(() -> now(row).state().isFinal() && runner.running() == 0);
      return now(row);
    }
  }

  private FileRow now(FileRow row) {
    return Objects.requireNonNull(bora.row(row.id()));
  }

  private FileRow put() {
    bora.put(600, 600, "file");
    return bora.tools()
        .claims()
        .claimOldest(Line.ofWork("data", RequestKind.PUT, JobFixture.requester().share()), 0, 1)
        .getFirst();
  }

  private static IOException posix(Errno errno) {
    return new PosixException(errno, "open");
  }

  @Test
  void aBusyFileSystemIsTriedAgain() {
    FileRow row = end(failing(MOST, () -> posix(Errno.EBUSY)), put());
    assertThat(attempts).hasValue(MOST + 1);
    assertThat(row.status()).isEqualTo(TStatusCode.SRM_SUCCESS);
  }

  @Test
  void oneThatStaysBusyIsTriedSoOftenOnly() {
    FileRow row = end(failing(Integer.MAX_VALUE, () -> posix(Errno.EBUSY)), put());
    assertThat(attempts).hasValue(MOST + 1);
    assertThat(row.state()).isEqualTo(FileState.FAILED);
    assertThat(row.status()).isEqualTo(TStatusCode.SRM_FILE_BUSY);
    assertThat(row.explanation()).isEqualTo("Device or resource busy");
  }

  @Test
  void aPermanentFailureIsNotTriedAgain() {
    FileRow row = end(failing(Integer.MAX_VALUE, () -> posix(Errno.EACCES)), put());
    assertThat(attempts).hasValue(1);
    assertThat(row.status()).isEqualTo(TStatusCode.SRM_AUTHORIZATION_FAILURE);
  }

  @Test
  void whoWaitsForTheEndIsToldAtOnce() {
    FileRow mkdir = bora.begin(RequestKind.MKDIR, "dir");
    FileRow row = end(failing(Integer.MAX_VALUE, () -> posix(Errno.EBUSY)), mkdir);
    assertThat(attempts).hasValue(1);
    assertThat(row.status()).isEqualTo(TStatusCode.SRM_FILE_BUSY);
  }

  @Test
  void pausesGrowUpToABound() {
    Retries retries = new Retries(100, Duration.ofSeconds(1));
    assertThat(retries.pause(7)).isEmpty();
    for (long expected : new long[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(retries.isTriedAgain(7, posix(Errno.ESTALE))).isTrue();
      assertThat(retries.pause(7)).contains(Duration.ofSeconds(expected));
    }
    retries.forget(7);
    assertThat(retries.pause(7)).isEmpty();
  }

  @Test
  void whatIsFullDoesNotPassByItself() {
    assertThat(Retries.isTransitory(posix(Errno.ENOSPC))).isFalse();
    assertThat(Retries.isTransitory(new IOException("?"))).isFalse();
  }
}
