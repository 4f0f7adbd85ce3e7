// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.db.node.FenceWitness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a thread of this process at a place until the drill lets it go; all others go on. A place
 * is {@code before.} or {@code after.} a system call, or a moment of a transaction behind the
 * fence, such as {@code PathLocks.take.LET_IN}. The drill's wish is a file, which the first thread
 * that comes to the place takes.
 */
final class Holds implements FenceWitness {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final String VERBS = "dev.bora.db.queue.";

  private final Path folder;

  Holds(Path folder) {
    this.folder = folder;
  }

  static Path wish(Path folder, String place) {
    return folder.resolve("hold-" + place);
  }

  static Path held(Path folder, String place) {
    return folder.resolve("held-" + place);
  }

  @Override
  public void at(Moment moment) {
    comeTo(verb() + "." + moment);
  }

  /** The method whose transaction it is. */
  private static String verb() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .filter(frame -> frame.getClassName().startsWith(VERBS))
                .filter(frame -> !frame.getMethodName().startsWith("lambda$"))
                .map(frame ->
                    frame.getClassName().substring(VERBS.length()) + "." + frame.getMethodName())
                .findFirst()
                .orElse("other"));
  }

  void comeTo(String place) {
    Path held = held(folder, place);
    try {
      Files.move(wish(folder, place), held, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException notWished) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    while (Files.exists(held)) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
