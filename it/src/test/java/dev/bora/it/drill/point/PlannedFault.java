// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import com.google.common.base.Splitter;
import dev.bora.filesystem.posix.KernelWitness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls by which operations change names, and at the planned one ends or stops this
 * process. The plan is a file that the drill writes; what was seen is a file that it reads.
 */
final class PlannedFault implements KernelWitness {
  /** Threads that do the work of operations; probes have others. */
  private static final String WORKERS = "area-";

  private static final int KILLED = 137;
  private static final Duration LOOK = Duration.ofMillis(2);

  private final Path folder;
  private final Holds holds;
  private int plan;
  private int count;

  PlannedFault(Path folder, Holds holds) {
    this.folder = folder;
    this.holds = holds;
  }

  @Override
  public void before(String operation, String object) {
    if (isWorker()) {
      holds.comeTo("before." + operation);
      count(operation, object);
    }
  }

  private synchronized void count(String operation, String object) {
    Point point = current();
    if (point == null) {
      return;
    }
    if (point.id() != plan) {
      plan = point.id();
      count = 0;
    }
    count++;
    tell("seen", count + " " + operation + " " + object);
    boolean due =
        point.action() == Point.Action.POISON
            ? isOf(object, point.number())
            : !point.after() && point.number() == count;
    if (due) {
      act(point, operation + " " + object);
    }
  }

  /** Whether one of the names is a hidden one of a file: its row, a dot, a claim. */
  private static boolean isOf(String object, int file) {
    return Splitter.on(' ').splitToStream(object).anyMatch(word -> word.startsWith(file + "."));
  }

  @Override
  public void after(String operation, String object) {
    if (isWorker()) {
      actAfter(operation, object);
      holds.comeTo("after." + operation);
    }
  }

  private static boolean isWorker() {
    return Thread.currentThread().getName().startsWith(WORKERS);
  }

  private synchronized void actAfter(String operation, String object) {
    Point point = current();
    if (point != null && point.id() == plan && point.after() && point.number() == count) {
      act(point, operation + " " + object);
    }
  }

  private @Nullable Point current() {
    try {
      return Point.parse(Files.readString(folder.resolve("plan")));
    } catch (NoSuchFileException none) {
      return null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void act(Point point, String call) {
    switch (point.action()) {
      case NOTHING -> {}
      case DIE, POISON -> {
        tell("hit", (point.after() ? "after " : "before ") + call);
        Runtime.getRuntime().halt(KILLED);
      }
      case STOP -> {
        tell("hit", (point.after() ? "after " : "before ") + call);
        stopMyself();
        awaitGo(point);
      }
      case FREEZE -> {
        run("fsfreeze", "-f", mount());
        tell("hit", "before " + call);
      }
    }
  }

  // The signal comes when the kernel gets to it; the call must not be made before.
  private void awaitGo(Point point) {
    Path go = folder.resolve("go-" + point.id());
    while (!Files.exists(go)) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static void stopMyself() {
    run("kill", "-STOP", String.valueOf(ProcessHandle.current().pid()));
  }

  private String mount() {
    try {
      return Files.readString(folder.resolve("mount"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void run(String... command) {
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String what, String line) {
    try {
      Files.writeString(
          folder.resolve(what + "-" + plan),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
