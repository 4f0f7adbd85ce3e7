// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.filesystem.AreaCondition.State;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.Posix;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AreaOpeningTest {
  private static final WatchTimes TIMES =
      new WatchTimes(Duration.ofMillis(20), Duration.ofMillis(1500));
  private static final Duration LONG = Duration.ofHours(1);
  private static final AreaCondition HUNG =
      new AreaCondition(State.HUNG, "its opening has not returned within 1500 ms");

  @TempDir private Path folder;

  private static AreaOpening<StorageArea> start(Path root) {
    return AreaOpening.start("x", () -> StorageArea.open("x", root, AreaLimits.DEFAULT), TIMES);
  }

  @Test
  void anAreaThatAnswersIsOpenAtOnce() throws Exception {
    try (AreaOpening<StorageArea> opening = start(folder)) {
      opening.awaitFirst();
      assertThat(opening.get().call(() -> "done")).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs"})
  void aFrozenAreaIsOpenWhenItThaws(String kind) throws Exception {
    try (TestMount mount = TestMount.of(kind)) {
      AreaOpening<StorageArea> opening;
      try (TestMount.Frozen _ = mount.freeze()) {
        opening = start(mount.directory());
        opening.awaitFirst();
        assertNotOpen(opening, HUNG);
      }
      try (opening) {
        await(() -> opening.opened().isPresent());
        assertThat(opening.get().reader().stat(AreaPath.ROOT)).isPresent();
      }
    }
  }

  @Test
  void aReadOnlyAreaIsOpenWhenItTakesChanges() throws Exception {
    try (TestMount mount = TestMount.of("ext4")) {
      // Not the first start: its hidden folders are there.
      StorageArea.open("x", mount.directory(), AreaLimits.DEFAULT).close();
      mount.remount(true);
      try (AreaOpening<StorageArea> opening = start(mount.directory())) {
        opening.awaitFirst();
        assertNotOpen(
            opening, new AreaCondition(State.READ_ONLY, "Read-only file system at its opening"));
        mount.remount(false);
        await(() -> opening.opened().isPresent());
      }
      assertThat(mount.directory().resolve(".bora").toFile().list())
          .containsExactlyInAnyOrder("new", "taken");
    }
  }

  @Test
  void aMistakeIsThrownAsItIs() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Path missing = folder.resolve("missing");
    Path others = Files.createDirectory(folder.resolve("others"));
    Files.createDirectory(others.resolve(".bora"));
    if (Posix.effectiveUser() == 0) {
      Files.setAttribute(others.resolve(".bora"), "unix:uid", 12345);
      assertThrown(others);
    }
    assertThrown(file);
    assertThrown(missing);
  }

  private static void assertThrown(Path root) throws IOException {
    IOException expected = null;
    try {
      StorageArea.open("x", root, AreaLimits.DEFAULT).close();
    } catch (IOException mistake) {
      expected = mistake;
    }
    assertThat(expected).isNotNull();
    try (AreaOpening<StorageArea> opening = start(root)) {
      assertThatThrownBy(opening::awaitFirst)
          .isExactlyInstanceOf(expected.getClass())
          .hasMessage(expected.getMessage());
    }
  }

  @Test
  void whatFailsLaterIsTriedAgainWhateverItIs() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    CountDownLatch second = new CountDownLatch(2);
    AreaOpening.Opener<Closeable> opener =
        () -> {
          if (mended.get()) {
            return () -> {};
          }
          second.countDown();
          throw second.getCount() == 1
              ? Posix.failure(Errno.ESTALE, "openat2", "/secret")
              : new AreaRefusedException("/secret cannot be used");
        };
    try (AreaOpening<Closeable> opening = AreaOpening.start("x", opener, TIMES)) {
      opening.awaitFirst();
      second.await();
      await(() -> opening.obstacle().detail().startsWith("refused"));
      assertNotOpen(opening, new AreaCondition(State.FAILING, "refused at its opening"));
      mended.set(true);
      await(() -> opening.opened().isPresent());
    }
  }

  @Test
  void whatHangsIsClosedWhenItOpensAfterAll() throws Exception {
    CountDownLatch thaw = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AreaOpening<Closeable> opening =
        AreaOpening.start(
            "x",
            () -> {
              awaitUninterruptibly(thaw);
              return closed::countDown;
            },
            TIMES);
    opening.awaitFirst();
    opening.close();
    assertThat(closed.getCount()).isEqualTo(1);
    thaw.countDown();
    closed.await();
    assertThat(opening.opened()).isEmpty();
  }

  @Test
  void closingEndsTheAttempts() throws Exception {
    CountDownLatch attempts = new CountDownLatch(2);
    AreaOpening.Opener<Closeable> opener =
        () -> {
          attempts.countDown();
          throw Posix.failure(Errno.EIO, "mkdirat", "x");
        };
    WatchTimes once = new WatchTimes(LONG, TIMES.deadline());
    try (AreaOpening<Closeable> opening = AreaOpening.start("x", opener, once)) {
      opening.awaitFirst();
      assertNotOpen(opening, new AreaCondition(State.FAILING, "Input/output error at its opening"));
    }
    assertThat(attempts.getCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"EROFS", "EIO", "ESTALE", "ENOTCONN", "ETIMEDOUT", "EHOSTDOWN", "ENOSPC", "EDQUOT"})
  void whatAFileSystemSaysOfItselfMayPass(Errno errno) {
    assertThat(AreaOpening.mayPass(Posix.failure(errno, "openat2", "x"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"ENOENT", "ENOTDIR", "EACCES", "EPERM", "ELOOP", "EMFILE", "UNKNOWN"})
  void whatIsWrongWithThePathOrThisProcessDoesNot(Errno errno) {
    assertThat(AreaOpening.mayPass(Posix.failure(errno, "openat2", "x"))).isFalse();
  }

  private static void assertNotOpen(AreaOpening<?> opening, AreaCondition why) {
    assertThat(opening.opened()).isEmpty();
    assertThat(opening.obstacle()).isEqualTo(why);
    assertThatThrownBy(opening::get)
        .isInstanceOfSatisfying(
            AreaNotOpenException.class, not -> assertThat(not.condition()).isEqualTo(why))
        .hasMessage("storage area x is not open yet: " + why.state() + ": " + why.detail());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException _) {
        // As in the kernel.
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
