// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.exercise.DrillContext;
import dev.bora.it.drill.exercise.Queue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The file system stops answering at a point, the backend is killed while its call waits in the
 * kernel, which no signal ends, and when the work has been adopted the file system answers again:
 * the call of the dead lands beside those of its adopter.
 */
public final class HungPoints extends PointDrill {

  private static final Duration LOOK = Duration.ofMillis(20);

  @Override
  public String name() {
    return "hung-points";
  }

  @Override
  public String sentence() {
    return "Freezes the file system (fsfreeze) just before a system call that changes a name and"
        + " kills the backend (-9) in it; once another one has the work, the call of the dead and"
        + " those of its adopter land at the same time.";
  }

  @Override
  ClusterShape shape() {
    return super.shape().on(ClusterShape.Storage.FREEZING);
  }

  @Override
  Point.Action action() {
    return Point.Action.FREEZE;
  }

  @Override
  boolean afterToo() {
    return false;
  }

  @Override
  boolean timer() {
    return false;
  }

  @Override
  void meanwhile(Stage stage, int plan, long epoch) throws Exception {
    try (Queue queue = Queue.of(stage.cluster())) {
      ProcessHandle victim = stage.victim().process().handle();
      await(() -> !stage.plans().hit(plan).isEmpty() && waitsInTheKernel(victim));
      boolean _ = victim.destroyForcibly();
      await(() -> queue.heldBy(epoch) == 0);
      if (!victim.isAlive()) {
        throw new IllegalStateException("a call that was to wait in the kernel did not");
      }
    } finally {
      stage.cluster().mount().thaw();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not within " + PATIENCE);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the victim did not come there");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Whether a thread is in uninterruptible sleep: state D, after the name in brackets. */
  private static boolean waitsInTheKernel(ProcessHandle process) throws IOException {
    try (Stream<Path> threads =
        Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      for (Path thread : (Iterable<Path>) threads::iterator) {
        if (Files.readString(thread.resolve("stat")).contains(") D ")) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  void bringBack(Stage stage, DrillContext context, long epoch) throws Exception {
    stage.victim().process().handle().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    stage.startVictim();
    context.figures().count("landed", 1);
  }
}
