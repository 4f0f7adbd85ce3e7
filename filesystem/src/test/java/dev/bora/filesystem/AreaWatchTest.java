// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.filesystem.AreaCondition.State;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AreaWatchTest {
  private static final WatchTimes TIMES =
      new WatchTimes(Duration.ofMillis(20), Duration.ofMillis(1500));
  private static final Duration BOUND = TIMES.deadline().multipliedBy(4);

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs"})
  void aFrozenAreaIsHungUntilItThaws(String kind) throws Exception {
    try (TestMount mount = TestMount.of(kind);
        StorageArea area = StorageArea.open("x", mount.directory(), new AreaLimits(1, 10));
        AreaWatch watch = area.watch("test", TIMES);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(watch.now()).isEqualTo(AreaCondition.WORKING);
      Future<Path> running;
      try (TestMount.Frozen _ = mount.freeze()) {
        running = callers.submit(() -> area.call(() -> makeDirectory(mount, "made")));
        awaitRunning(area);
        Future<Path> waiting = callers.submit(() -> area.call(() -> makeDirectory(mount, "never")));
        AreaCondition hung = awaitState(watch, State.HUNG);
        assertThat(hung.state()).isEqualTo(State.HUNG);
        assertThat(hung.detail()).contains("1500 ms");
        assertThat(hung.works()).isFalse();
        assertThat(hung.readable()).isFalse();
        assertThat(watch.now()).isEqualTo(hung);

        assertThatThrownBy(waiting::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(AreaHungException.class);
        assertThatThrownBy(() -> area.call(() -> "refused"))
            .isInstanceOf(AreaHungException.class)
            .hasMessageContaining("x does not answer");
        assertThat(area.load().waiting()).isZero();
        assertThat(running.isDone()).isFalse();
      }
      assertThat(awaitState(watch, State.WORKING)).isEqualTo(AreaCondition.WORKING);
      assertThat(running.get()).isDirectory();
      assertThat(mount.directory().resolve("never")).doesNotExist();
      assertThat(area.call(() -> "again")).isEqualTo("again");
    }
  }

  @Test
  void aWatchThatHangsCanBeClosed() throws Exception {
    try (TestMount mount = TestMount.of("ext4");
        StorageArea area = StorageArea.open("x", mount.directory(), AreaLimits.DEFAULT)) {
      AreaWatch watch = area.watch("test", TIMES);
      try (TestMount.Frozen _ = mount.freeze()) {
        AreaCondition _ = awaitState(watch, State.HUNG);
        watch.close();
      }
      // What it left behind, at worst, the next one takes away.
      try (AreaWatch next = area.watch("test", TIMES)) {
        awaitNoMark(mount.directory());
        assertThat(next.now()).isEqualTo(AreaCondition.WORKING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs"})
  void aReadOnlyAreaIsReadAndRecovers(String kind) throws Exception {
    try (TestMount mount = TestMount.of(kind);
        StorageArea area = StorageArea.open("x", mount.directory(), AreaLimits.DEFAULT);
        AreaWatch watch = area.watch("test", TIMES)) {
      mount.remount(true);
      AreaCondition readOnly = awaitState(watch, State.READ_ONLY);
      assertThat(readOnly).isEqualTo(new AreaCondition(State.READ_ONLY, "Read-only file system"));
      assertThat(readOnly.works()).isFalse();
      assertThat(readOnly.readable()).isTrue();
      assertThat(area.call(() -> area.reader().stat(AreaPath.ROOT))).isPresent();
      mount.remount(false);
      AreaCondition _ = awaitState(watch, State.WORKING);
    }
  }

  @Test
  void anAreaWhoseHiddenFolderIsGoneFails(@TempDir Path root) throws Exception {
    try (StorageArea area = StorageArea.open("x", root, AreaLimits.DEFAULT);
        AreaWatch watch = area.watch("test", TIMES)) {
      TestFileSystem.run("rm", "-rf", root.resolve(".bora").toString());
      assertThat(awaitState(watch, State.FAILING))
          .isEqualTo(new AreaCondition(State.FAILING, "No such file or directory"));
    }
  }

  @Test
  void nobodySeesIt(@TempDir Path root) throws Exception {
    try (AreaFixture fixture = new AreaFixture(root, root, root, open(root))) {
      try (AreaWatch _ = fixture.area().watch("test", TIMES)) {
        Path mark = root.resolve(".bora/watch.test");
        while (!Files.exists(mark)) {
          // It comes and goes.
          Thread.onSpinWait();
          assertThat(fixture.sweep()).isEmpty();
        }
      }
      assertThat(root.resolve(".bora").toFile().list()).containsExactlyInAnyOrder("new", "taken");
    }
  }

  @Test
  void aFullAreaWorks() {
    assertThat(judged(Errno.ENOSPC)).isEqualTo(AreaCondition.WORKING);
    assertThat(judged(Errno.EDQUOT)).isEqualTo(AreaCondition.WORKING);
    assertThat(judged(Errno.EROFS).state()).isEqualTo(State.READ_ONLY);
    assertThat(judged(Errno.EIO)).isEqualTo(new AreaCondition(State.FAILING, "Input/output error"));
  }

  private static AreaCondition judged(Errno errno) {
    return AreaWatch.judge(Posix.failure(errno, "mkdirat", "x"));
  }

  private static StorageArea open(Path root) throws IOException {
    return StorageArea.open("x", root, AreaLimits.DEFAULT);
  }

  private static AreaCondition awaitState(AreaWatch watch, State state) {
    long end = System.nanoTime() + BOUND.toNanos();
    AreaCondition now = watch.now();
    while (now.state() != state) {
      assertThat(System.nanoTime()).as("%s within %s, is %s", state, BOUND, now).isLessThan(end);
      Thread.onSpinWait();
      now = watch.now();
    }
    return now;
  }

  // By a raw call: what the JDK does to make a path of it may ask the file system more.
  private static Path makeDirectory(TestMount mount, String name) throws IOException {
    try (AreaRoot root = AreaRoot.open(mount.directory())) {
      Posix.makeDirectory(root.descriptor(), RawName.of(name), 0700);
    }
    return mount.directory().resolve(name);
  }

  private static void awaitRunning(StorageArea area) {
    while (area.load().running() == 0) {
      Thread.onSpinWait();
    }
  }

  private static void awaitNoMark(Path root) {
    Path hidden = root.resolve(".bora");
    List<String> clean = List.of("new", "taken");
    while (!List.of(hidden.toFile().list()).stream().sorted().toList().equals(clean)) {
      Thread.onSpinWait();
    }
  }
}
