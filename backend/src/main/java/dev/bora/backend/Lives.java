// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import dev.bora.backend.work.AreaHealth;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.UnfitNodeException;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.health.Health;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The incarnations of this process, one after the other: when one has been fenced, or could not
 * beat for the self-stop time, the next one registers as soon as the database answers, and goes on
 * with what the last one held.
 */
final class Lives implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lives.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Ground ground;
  private final Semaphore ended = new Semaphore(0);
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Thread thread;
  private final Refusals refusals;
  private final CallWatch watch;
  private volatile @Nullable Incarnation current;

  /** Why the next one was refused, while it is. */
  private volatile @Nullable String misfit;

  private Lives(Ground ground) {
    this.ground = ground;
    RecentTrouble trouble = new RecentTrouble(ground.database(), ground.beats());
    this.refusals = new Refusals(trouble);
    this.watch = new CallWatch(trouble);
    this.thread = Thread.ofPlatform().daemon().name("lives").unstarted(this::loop);
  }

  /** Begins the first; it serves when this returns. */
  static Lives start(Ground ground) {
    Lives lives = new Lives(ground);
    lives.current = Incarnation.begin(ground, false, lives.ended::release);
    lives.thread.start();
    return lives;
  }

  private void loop() {
    try {
      while (true) {
        ended.acquire();
        if (stopping.get()) {
          return;
        }
        Incarnation last = current;
        current = null;
        if (last != null) {
          last.abandon();
        }
        beginAgain();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void beginAgain() throws InterruptedException {
    boolean complained = false;
    while (!stopping.get()) {
      try {
        current = Incarnation.begin(ground, true, ended::release);
        misfit = null;
        return;
      } catch (DatabaseUnavailableException away) {
        if (!complained) {
          LOG.warn("{} waits for the database to register anew", ground.node().name());
          complained = true;
        }
      } catch (UnfitNodeException unfit) {
        if (misfit == null) {
          LOG.error("nothing is done: {}", unfit.getMessage());
        }
        misfit = unfit.getMessage();
      } catch (RuntimeException failure) {
        LOG.error("{} could not register anew", ground.node().name(), failure);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  /** What this backend does for the frontends, by whichever incarnation there is. */
  BackendCalls calls() {
    return (BackendCalls)
        Proxy.newProxyInstance(
            BackendCalls.class.getClassLoader(),
            new Class<?>[] {BackendCalls.class},
            (_, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    Incarnation now = current;
    if (now == null) {
      throw refusals.askAgain("no incarnation is registered at the moment", null);
    }
    try {
      return watch.make(() -> method.invoke(now.service(), arguments));
    } catch (InvocationTargetException problem) {
      Throwable cause = problem.getCause();
      throw cause == null ? problem : refusals.toldApart(cause);
    }
  }

  /** The node has begun to drain, or to work again. */
  void drainChanged() {
    Incarnation now = current;
    if (now != null && ground.drain().isOn()) {
      now.handBackWaiting();
    }
  }

  /** Waits for what is in this backend's hands, as long as it may go on with it. */
  void awaitNone(Duration atMost) throws InterruptedException {
    Incarnation now = current;
    int left = now == null ? 0 : now.awaitNone(atMost);
    if (left > 0) {
      LOG.warn("{} files are left to others after {} s", left, atMost.toSeconds());
    }
  }

  Health health() {
    Optional<String> drains = ground.drain().reason();
    if (drains.isPresent()) {
      return new Health.Draining(List.of(drains.get()));
    }
    Incarnation now = current;
    String reason = misfit;
    if (now == null && reason != null) {
      return new Health.Unwell(List.of(reason));
    }
    return now != null && now.mayBegin()
        ? AreaHealth.of(
            ground.areas(), Map.of("files-in-hand", Integer.toString(now.filesInHand())))
        : new Health.Unwell(List.of("the database does not answer: no beat was committed in time"));
  }

  @Override
  public void close() {
    stopping.set(true);
    watch.close();
    ended.release();
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Incarnation last = current;
    current = null;
    if (last != null) {
      last.close();
    }
  }
}
